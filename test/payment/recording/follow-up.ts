import t from 'tap'
import { type FollowUpOptions, followUp } from '../../../hooks/payment/recording/follow-up.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import type { PaymentState } from '../../../hooks/schema/payment.ts'
import { anOrder, minuteAgo, now } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'
import { at, fail } from '../../fixtures/payment/happenings.ts'

const ticketed = {
  type: 'Ticketed',
  status: 'True',
  reason: 'Made',
  message: '',
  lastTransitionTime: minuteAgo,
} as const
const confirmed: OrderStatus = { payment: 'CONFIRMED', quantity: 1, paid: '29.90', conditions: [ticketed] }
const isDeleted = {
  status: 503,
  message: 'Cannot record a payment of order "conf/order-1": the order is being deleted; send it again',
}

/** Follows up a payment of order-1 that has just been recorded. */
function follow(
  kube: FakeKube,
  {
    state = 'Completed',
    occurredAt,
    settle = 20,
    deadline = AbortSignal.timeout(60_000),
    before = anOrder(),
  }: { state?: PaymentState; occurredAt?: string; settle?: number } & Partial<FollowUpOptions> = {},
) {
  const order = { namespace: 'conf', name: 'order-1' }
  const about = { provider: 'PAYPAL', transactionId: 't-1', state, gross: '29.90', currency: 'EUR' } as const
  const report = { order, by: 'name', ...about, ...(occurredAt !== undefined && { occurredAt }) } as const
  const payment = paymentObject(before, { report, receivedAt: now })
  const timesMs = { settle, pause: 1 }
  return followUp(kube, { report, payment, before, receivedAt: now, instance: 'replica-1', deadline, timesMs })
}

t.test('the payment is announced, and the answer has the result of the hooks', async t => {
  const kube = fakeKube([anOrder()])
  at(kube, ['createEvent', 1], () => kube.put(anOrder({ status: confirmed })))
  const { order, ...more } = await follow(kube, { settle: 60_000 })
  t.strictSame([order.status, more], [confirmed, { outcome: 'recorded' }])
  t.strictSame(kube.calls, ['watchOrder', 'getOrder', 'createEvent'])
  t.match([...kube.events.values()], [{ reason: 'PaymentConfirmed', reportingInstance: 'replica-1' }])
})

t.test('the wait for slow hooks ends', async t => {
  const { outcome, order } = await follow(fakeKube([anOrder()]))
  t.strictSame([outcome, order.status], ['recorded', anOrder().status])
})

t.test('an answer from before the read is seen, whether the watch has begun or not', async t => {
  const early = fakeKube([anOrder(), anOrder({ status: confirmed })])
  t.equal((await follow(early, { settle: 60_000 })).order.status?.payment, 'CONFIRMED', 'before the watch')
  for (const moment of ['watchOrder', 'getOrder'] as const) {
    const kube = fakeKube([anOrder()])
    at(kube, [moment, 1], () => kube.put(anOrder({ status: confirmed })))
    t.equal((await follow(kube, { settle: 60_000 })).order.status?.payment, 'CONFIRMED', moment)
  }
})

t.test('the watch begins after the version that was read before, if it has one', async t => {
  for (const metadata of [{ resourceVersion: '7' }, {}]) {
    const kube = fakeKube([anOrder()])
    const watched: string[] = []
    const { watchOrder } = kube
    kube.watchOrder = (from, signal) => {
      watched.push(from.resourceVersion)
      return watchOrder(from, signal)
    }
    await follow(kube, { before: anOrder({ metadata }) })
    t.equal(watched[0], metadata.resourceVersion ?? '')
  }
})

t.test('a payment that moves no money does not wait', async t => {
  for (const state of ['Pending', 'Denied', 'Reversed', 'ReversalCanceled'] as const) {
    const kube = fakeKube([anOrder()])
    t.equal((await follow(kube, { state, settle: 60_000 })).outcome, 'recorded')
    t.strictSame(kube.calls, ['getOrder', 'createEvent'], state)
  }
})

t.test('a payment from before its order was placed does not wait, because it buys nothing', async t => {
  const kube = fakeKube([anOrder()])
  t.equal((await follow(kube, { occurredAt: '2026-11-19T08:00:00Z', settle: 60_000 })).outcome, 'early')
  t.strictSame(kube.calls, ['getOrder', 'createEvent'])
})

t.test('a failed Event is reported beside the result', async t => {
  const kube = at(fakeKube([anOrder()]), ['createEvent', 1], fail(forbidden()))
  const { order: _, ...more } = await follow(kube)
  t.strictSame(more, { outcome: 'recorded', eventError: forbidden() })
})

t.test('an order that is deleted before the read or during the wait is 503', async t => {
  await t.rejects(follow(fakeKube([])), isDeleted)
  const kube = fakeKube([anOrder()])
  at(kube, ['createEvent', 1], () => kube.remove(anOrder()))
  await t.rejects(follow(kube, { settle: 60_000 }), isDeleted)
})

t.test('the deadline ends the wait too', async t => {
  const { outcome } = await follow(fakeKube([anOrder()]), { deadline: AbortSignal.timeout(50), settle: 60_000 })
  t.equal(outcome, 'recorded')
})

t.test('a failed read, and a defect, is passed on', async t => {
  await t.rejects(follow(at(fakeKube([anOrder()]), ['getOrder', 1], fail(forbidden()))), forbidden())
  const defect = new TypeError('a defect')
  await t.rejects(follow(at(fakeKube([anOrder()]), ['createEvent', 1], fail(defect))), defect)
})
