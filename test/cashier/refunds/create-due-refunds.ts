import t from 'tap'
import { createDueRefunds } from '../../../hooks/cashier/refunds/create-due-refunds.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { newRefund } from '../../../hooks/schema/money/refund.ts'
import { cancelledOrder, type PlayedRefund, playRefund } from '../../fixtures/cashier/played-refund.ts'
import { at, thisHold, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { minute, signal } from '../../fixtures/gateway/played.ts'
import { aPlan } from '../../fixtures/objects.ts'

const key = { namespace: 'conf', name: 'order-1' }
const finished = { next: 'finished' }
const again = { next: 'later', pauseMs: 15 * minute }
const create = ({ tools }: PlayedRefund) => createDueRefunds(tools, key, signal)

/** The order whose money is due, without a refund. */
async function playDue(test: Parameters<typeof playRefund>[0]): Promise<PlayedRefund> {
  const played = await playRefund(test)
  played.api.remove('Refund', 'pay-1-1')
  return played
}

t.test('money that is due goes back by a refund that its order owns', async t => {
  const played = await playDue(t)
  t.strictSame(await create(played), again)
  const { metadata, spec, status } = played.refund()
  t.match(metadata, { ownerReferences: [{ kind: 'Order', name: 'order-1', uid: 'uid-of-order-1' }] })
  t.strictSame(spec, {
    orderRef: 'order-1',
    paymentRef: 'pay-1',
    amount: '29.90',
    currency: 'EUR',
    reason: 'The order was cancelled.',
    onlyIfDue: true,
  })
  t.strictSame(status, newRefund)
  t.strictSame(await create(played), again)
  t.equal(played.api.all('Refund').length, 1)
})

t.test('late money buys nothing', async t => {
  const played = await playDue(t)
  played.api.put(cancelledOrder({ cancelled: false }))
  played.api.put(thisHold({ decision: 'Refused' }))
  await create(played)
  t.equal(played.refund().spec.reason, 'The money buys nothing.')
})

t.test('a person decides where the plan does not, and after cancelUntil', async t => {
  for (const [plan, next] of [
    [aPlan(), finished],
    [aPlan({ refunds: 'Manual' }), finished],
    [aPlan({ refunds: 'Automatic', cancelUntil: at(0) }), again],
  ] as const) {
    const played = await playDue(t)
    played.api.put(plan)
    t.strictSame(await create(played), next)
    t.strictSame(played.api.all('Refund'), [])
  }
  const played = await playDue(t)
  played.api.put(aPlan({ refunds: 'Automatic', cancelUntil: at(1) }))
  await create(played)
  t.equal(played.api.all('Refund').length, 1)
})

t.test('nothing is created without an order, a plan or a report, or in a namespace that is left alone', async t => {
  const played = await playDue(t)
  const left = { ...played.tools, closedReason: () => 'restoring' }
  t.strictSame(await createDueRefunds(left, key, signal), { next: 'later', pauseMs: minute })
  played.api.remove('Plan', 'plan')
  t.strictSame(await create(played), finished)
  played.api.put(cancelledOrder({ metadata: { generation: 2 } }))
  t.strictSame(await create(played), finished)
  played.api.remove('Order', 'order-1')
  t.strictSame(await create(played), finished)
  t.strictSame(played.api.all('Refund'), [])
})

t.test('an order that is deleted meanwhile gets no refund', async t => {
  const played = await playDue(t)
  played.api.before = call => {
    if (call === 'list Refunds') played.api.remove('Order', 'order-1')
  }
  t.strictSame(await create(played), finished)
})

t.test('the refund of another replica is enough, and other errors are passed on', async t => {
  const played = await playDue(t)
  played.api.before = call => {
    if (call === 'create Refund') played.api.put(thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1' }))
  }
  t.strictSame(await create(played), again)
  const broken = await playDue(t)
  broken.api.before = call => {
    if (call === 'create Refund') throw new KubeError('forbidden', { code: 403, reason: 'Forbidden' })
  }
  await t.rejects(create(broken), { message: 'forbidden' })
})

t.test('a refund of another order can have the name: the next number is free', async t => {
  const played = await playDue(t)
  const foreign = thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1' })
  played.api.put({ ...foreign, spec: { ...foreign.spec, orderRef: 'order-2' } })
  t.strictSame(await create(played), again)
  t.strictSame(
    played.api.all('Refund').map(({ metadata, spec }) => [metadata.name, spec.orderRef]),
    [
      ['pay-1-1', 'order-2'],
      ['pay-1-2', 'order-1'],
    ],
  )
})

t.test('when all names are taken, a person decides', async t => {
  const played = await playDue(t)
  const foreign = thisRefund({ name: 'pay-1-1', paymentRef: 'pay-1' })
  for (let number = 1; number <= 99; number += 1) {
    const metadata = { ...foreign.metadata, name: `pay-1-${number}` }
    played.api.put({ ...foreign, metadata, spec: { ...foreign.spec, orderRef: 'order-2' } })
  }
  t.strictSame(await create(played), again)
  t.equal(played.api.all('Refund').length, 99)
})

t.test('an object without a namespace is of none', async t => {
  const played = await playDue(t)
  const { namespace: _, ...metadata } = cancelledOrder().metadata
  const api = { ...played.api, getOrder: async () => ({ ...cancelledOrder(), metadata }) }
  await createDueRefunds({ ...played.tools, api }, key, signal)
  t.strictSame(
    played.api.all('Refund').map(refund => refund.metadata.namespace),
    [''],
  )
})
