import t from 'tap'
import { logFailure, visit } from '../../hooks/cashier/visit.ts'
import { KubeError } from '../../hooks/kube/api.ts'
import { playRefund } from '../fixtures/cashier/played-refund.ts'
import { playCashierTools } from '../fixtures/cashier/played-tools.ts'
import { signal } from '../fixtures/gateway/played.ts'

t.test('each name is visited by its kind', async t => {
  const refunded = await playRefund(t)
  const abandoned = new Map()
  t.match(await visit(refunded.tools, { name: 'Refund conf/pay-1-1', abandoned }, signal), { next: 'later' })
  t.match(await visit(refunded.tools, { name: 'Order conf/order-1', abandoned }, signal), { next: 'later' })
  const { tools, checkout } = await playCashierTools(t)
  t.match(await visit(tools, { name: 'Checkout conf/order-1-1', abandoned }, signal), { next: 'later' })
  t.equal(checkout().status?.state, 'Open')
})

t.test('an abandoned checkout is kept until its payment is closed', async t => {
  const { tools, gateway, checkout } = await playCashierTools(t)
  const name = 'Abandoned conf/order-1-1'
  await visit(tools, { name: 'Checkout conf/order-1-1', abandoned: new Map() }, signal)
  const abandoned = new Map([[name, checkout()]])
  gateway.control.outages.plan({ kind: 'refuse' })
  t.match(await visit(tools, { name, abandoned }, signal), { next: 'retry' })
  t.equal(abandoned.size, 1)
  for (let count = 0; count < 2; count += 1) {
    t.match(await visit(tools, { name, abandoned }, signal), { next: 'finished' })
    t.equal(abandoned.size, 0)
  }
})

t.test('failures are logged, but not a conflict with another replica', async t => {
  const lines: string[] = []
  const line = (level: string) => (_details: object, words: string) => void lines.push(`${level}: ${words}`)
  const log = { info: line('info'), warn: line('warn'), error: line('error') }
  logFailure(log, 'Checkout a/b', new KubeError('conflict', { code: 409, reason: 'Conflict' }))
  logFailure(log, 'Checkout a/b', new KubeError('down', { code: 503, reason: 'Unknown' }))
  logFailure(log, 'Checkout a/b', new Error('defect'))
  t.strictSame(lines, ['warn: a request to the API server failed; retrying it', 'error: a visit failed; retrying it'])
})
