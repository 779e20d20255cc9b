import t from 'tap'
import { recordFacts } from '../../hooks/cashier/record-facts.ts'
import { KubeError } from '../../hooks/kube/api.ts'
import { orderUid, playCashierTools } from '../fixtures/cashier/played-tools.ts'
import { signal } from '../fixtures/gateway/played.ts'

const order = { namespace: 'conf', name: 'order-1', uid: orderUid }
const fact = { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const

t.test('each fact is recorded once', async t => {
  const { tools, api, lines, counts } = await playCashierTools(t)
  const facts = [fact, { ...fact, state: 'Pending' } as const]
  for (let count = 0; count < 2; count += 1) await recordFacts(tools, { order, facts }, signal)
  t.strictSame(
    api.all('Payment').map(({ spec }) => spec.state),
    ['Completed', 'Pending'],
  )
  t.strictSame([lines.length, counts], [2, []])
})

t.test('money that cannot be recorded needs a person', async t => {
  const { tools, lines, counts } = await playCashierTools(t)
  await recordFacts(tools, { order, facts: [fact, { ...fact, gross: '30.00' }] }, signal)
  await recordFacts(tools, { order: { ...order, uid: 'another' }, facts: [fact] }, signal)
  t.strictSame(counts, ['STRIPE unrecorded', 'STRIPE unrecorded'])
  t.match(lines[1], /cannot be recorded.*"outcome":"mismatch"/)
  t.match(lines[2], /cannot be recorded.*"outcome":"order-gone"/)
})

t.test('an outage of the API server is an error', async t => {
  const { tools, api } = await playCashierTools(t)
  api.before = () => {
    throw new KubeError('unreachable', { code: undefined, reason: 'Unreachable' })
  }
  await t.rejects(recordFacts(tools, { order, facts: [fact] }, signal), { message: 'unreachable' })
})
