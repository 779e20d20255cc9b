import t from 'tap'
import { KubeError } from '../../../hooks/kube/api.ts'
import type { PaymentReport } from '../../../hooks/payment/payment-report.ts'
import { acceptPayment } from '../../../hooks/payment/recording/accept-payment.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import type { Payment, PaymentState } from '../../../hooks/schema/payment.ts'
import { anOrder, minuteAgo, now } from '../../fixtures/objects.ts'
import { type FakeKube, fakeKube, forbidden, hang, unreachable } from '../../fixtures/payment/fake-kube.ts'
import { at, fail } from '../../fixtures/payment/happenings.ts'

const ticketed = {
  type: 'Ticketed',
  status: 'True',
  reason: 'Made',
  message: '',
  lastTransitionTime: minuteAgo,
} as const
const confirmed: OrderStatus = { payment: 'CONFIRMED', quantity: 1, paid: '29.90', conditions: [ticketed] }

function accept(
  kube: FakeKube,
  {
    state = 'Completed',
    gross = '29.90',
    deadline = AbortSignal.timeout(60_000),
    settle = 20,
    by = 'namespace and name',
    occurredAt,
  }: {
    state?: PaymentState
    gross?: string
    deadline?: AbortSignal
    settle?: number
    by?: PaymentReport['by']
    occurredAt?: string
  } = {},
) {
  const order = { namespace: 'conf', name: 'order-1' }
  const about = { order, by, provider: 'PAYPAL', transactionId: 't-1', state, gross, currency: 'EUR' } as const
  const report = { ...about, ...(occurredAt !== undefined && { occurredAt }) }
  const timesMs = { settle, pause: 1 }
  return acceptPayment(kube, { report, receivedAt: now, deadline, timesMs, instance: 'replica-1', home: 'home' })
}

const claims = ['getOrder', 'findPayments', 'createEvent']

t.test('a payment is recorded and announced, and the answer has the result of the hooks', async t => {
  const kube = fakeKube([anOrder()])
  at(kube, ['createEvent', 2], () => kube.put(anOrder({ status: confirmed })))
  const { outcome, order, ...more } = await accept(kube, { settle: 60_000 })
  t.strictSame([outcome, order.status, more], ['recorded', confirmed, { tickets: 0 }])
  t.strictSame(kube.calls, [...claims, 'createPayment', 'watchOrder', 'getOrder', 'createEvent', 'listTickets'])
  const [name] = [...kube.payments.values()].map(({ metadata }) => metadata.name)
  t.strictSame([...kube.events.keys()], [`home/${name}`, `conf/${name}`])
})

t.test('an answer from before the second read is seen, whether the watch has begun or not', async t => {
  for (const moment of ['createPayment', 'watchOrder'] as const) {
    const kube = fakeKube([anOrder()])
    at(kube, [moment, 1], () => kube.put(anOrder({ status: confirmed })))
    t.equal((await accept(kube, { settle: 60_000 })).order.status?.payment, 'CONFIRMED', moment)
  }
})

t.test('a payment from before its order was placed is recorded without waiting, because it buys nothing', async t => {
  const kube = fakeKube([anOrder()])
  const { outcome } = await accept(kube, { occurredAt: '2026-11-19T08:00:00Z', settle: 60_000 })
  t.equal(outcome, 'early')
  t.match([...kube.payments.values()], [{ spec: { occurredAt: '2026-11-19T08:00:00Z' } }])
  t.equal((await accept(kube, { occurredAt: '2026-11-19T08:00:00Z' })).outcome, 'already-recorded')
})

t.test('a payment that is already recorded is answered at once, without a second Event', async t => {
  const kube = fakeKube([anOrder()])
  await accept(kube)
  kube.calls.length = 0
  t.equal((await accept(kube)).outcome, 'already-recorded')
  t.equal((await accept(kube, { gross: '30.00' })).outcome, 'mismatch')
  const calls = ['getOrder', 'findPayments', 'createPayment', 'getPayment', 'getOrder', 'listTickets']
  t.strictSame(kube.calls, [...calls, ...calls])
  t.equal(kube.payments.size, 1)
})

t.test('a failed Event does not fail the payment', async t => {
  const kube = at(fakeKube([anOrder()]), ['createEvent', 2], fail(forbidden()))
  const { outcome, eventError } = await accept(kube)
  t.strictSame([outcome, eventError], ['recorded', forbidden()])
})

t.test('an unknown order is 404, and nothing is recorded', async t => {
  const kube = fakeKube([])
  const message = 'Cannot record a payment of order "conf/order-1": the order must exist'
  await t.rejects(accept(kube), { status: 404, message })
  t.strictSame(kube.calls, ['getOrder'])
})

t.test('an order that is deleted at any moment is 503', async t => {
  const message = 'Cannot record a payment of order "conf/order-1": the order is being deleted; send it again'
  const terminating = anOrder({ metadata: { deletionTimestamp: minuteAgo } })
  const later = anOrder({ metadata: { uid: 'a later order of that name' } })
  await t.rejects(accept(fakeKube([terminating])), { status: 503, message })
  const moments: [string, (kube: FakeKube) => void][] = [
    ['gone', kube => kube.remove(anOrder())],
    ['going', kube => kube.put(terminating)],
    ['replaced', kube => kube.put(later)],
  ]
  for (const [name, happening] of moments) {
    const kube = fakeKube([anOrder()])
    await t.rejects(accept(at(kube, ['getOrder', 2], () => happening(kube))), { status: 503, message }, name)
  }
  const watched = fakeKube([anOrder()])
  at(watched, ['createEvent', 2], () => watched.remove(anOrder()))
  await t.rejects(accept(watched, { settle: 60_000 }), { status: 503, message })
})

t.test('an API server that fails before the end of recording is 503', async t => {
  const message = 'Cannot record a payment of order "conf/order-1": a request to the API server failed; send it again'
  const codes = [401, 403, 404, 409, 429, 500, 503].map(code => new KubeError('no', { code, reason: 'Unknown' }))
  for (const [name, nth] of [
    ['getOrder', 1],
    ['findPayments', 1],
    ['createEvent', 1],
    ['createPayment', 1],
    ['getOrder', 2],
  ] as const) {
    for (const error of [unreachable(), ...codes]) {
      const kube = at(fakeKube([anOrder()]), [name, nth], fail(error))
      await t.rejects(accept(kube), { status: 503, message, cause: error }, `${name} ${error.code}`)
    }
    const hanging = at(fakeKube([anOrder()]), [name, nth], hang)
    await t.rejects(accept(hanging, { deadline: AbortSignal.timeout(5) }), { status: 503, message }, `${name} hangs`)
  }
})

t.test('the deadline ends the wait too, with the payment recorded', async t => {
  const kube = fakeKube([anOrder()])
  const { outcome } = await accept(kube, { deadline: AbortSignal.timeout(50), settle: 60_000 })
  t.equal(outcome, 'recorded')
})

t.test('a defect is neither acknowledged nor called an outage', async t => {
  const invalid = [400, 422].map(code => new KubeError('no', { code, reason: 'Invalid' }))
  for (const defect of [...invalid, new TypeError('a defect')]) {
    await t.rejects(accept(at(fakeKube([anOrder()]), ['createPayment', 1], fail(defect))), defect)
  }
  const defect = new TypeError('a defect')
  await t.rejects(accept(at(fakeKube([anOrder()]), ['createEvent', 2], fail(defect))), defect)
})

t.test('the answer has the number of tickets, from the status if listing them fails', async t => {
  const order = anOrder({ status: { ...confirmed, quantity: 3 } })
  t.equal((await accept(fakeKube([order]))).tickets, 0)
  t.equal((await accept(at(fakeKube([order]), ['listTickets', 1], fail(forbidden())))).tickets, 3)
  const defect = new TypeError('a defect')
  await t.rejects(accept(at(fakeKube([order]), ['listTickets', 1], fail(defect))), defect)
})

t.test('one transaction buys in one conference, whatever says that it is about an order there', async t => {
  const claimed = ['getOrder', 'findPayments', 'createEvent', 'createPayment']
  for (const by of ['namespace and name', 'name', 'payment'] as const) {
    const kube = fakeKube([anOrder()])
    t.equal((await accept(kube, { by })).outcome, 'recorded', by)
    t.strictSame(kube.calls.slice(0, 4), claimed, by)
    const [[key, recorded]] = [...kube.payments] as [[string, Payment]]
    const elsewhere = fakeKube([anOrder()])
    elsewhere.payments.set(key, { ...recorded, metadata: { ...recorded.metadata, namespace: 'another' } })
    t.equal((await accept(elsewhere, { by })).outcome, 'mismatch', by)
    t.equal(elsewhere.payments.size, 1, by)
  }
})

t.test('a callback that nobody verified claims nothing', async t => {
  const kube = fakeKube([anOrder()])
  t.equal((await accept(kube, { by: 'path' })).outcome, 'recorded')
  t.notOk(kube.calls.includes('findPayments'))
})
