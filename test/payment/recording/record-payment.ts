import t from 'tap'
import { paymentObject as paymentOf } from '../../../hooks/payment/recording/payment-object.ts'
import { recordPayment } from '../../../hooks/payment/recording/record-payment.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'

const signal = AbortSignal.timeout(60_000)
const order = { namespace: 'conf', name: 'order-1' }
const report = {
  order,
  provider: 'PAYPAL',
  transactionId: 't-1',
  state: 'Completed',
  gross: '29.90',
  currency: 'EUR',
} as const

function payment(said: Partial<typeof report | { gross: string }> = {}, of = anOrder()) {
  return paymentOf(of, { report: { ...report, ...said }, receivedAt: 0 })
}

/** An API server with an existing payment of that order. */
async function holding(of = anOrder(), orders = [anOrder()]) {
  const kube = fakeKube(orders)
  await kube.createPayment(payment({}, of), signal)
  return kube
}

t.test('a payment is recorded once', async t => {
  const kube = fakeKube([anOrder()])
  t.equal(await recordPayment(kube, { payment: payment(), signal }), 'recorded')
  t.equal(await recordPayment(kube, { payment: payment(), signal }), 'already-recorded')
  t.equal(kube.payments.size, 1)
})

t.test('the same transaction with another amount, currency or living order is a mismatch', async t => {
  const other = anOrder({ name: 'order-2' })
  const kube = await holding(anOrder(), [anOrder(), other])
  t.equal(await recordPayment(kube, { payment: payment({ gross: '30.00' }), signal }), 'mismatch')
  const dollars = { ...payment(), spec: { ...payment().spec, currency: 'USD' } }
  t.equal(await recordPayment(kube, { payment: dollars, signal }), 'mismatch')
  t.equal(await recordPayment(kube, { payment: payment({}, other), signal }), 'mismatch')
  t.match([...kube.payments.values()], [payment()])
})

t.test('a payment that is being deleted with its order does not count', async t => {
  const again = anOrder({ metadata: { uid: 'a later order of that name' } })
  const kube = await holding(anOrder(), [again])
  const message = `Cannot record payment "${payment().metadata.name}": a payment of that name is being deleted; send it again`
  const deleted = { status: 503, message }
  await t.rejects(recordPayment(kube, { payment: payment({}, again), signal }), deleted)

  const gone = await holding(anOrder({ name: 'gone' }), [anOrder()])
  await t.rejects(recordPayment(gone, { payment: payment(), signal }), deleted)

  const terminating = await holding()
  for (const stored of terminating.payments.values()) stored.metadata.deletionTimestamp = '2026-11-20T08:00:00Z'
  await t.rejects(recordPayment(terminating, { payment: payment(), signal }), deleted)

  const collected = await holding()
  collected.before = call => void (call === 'getPayment' && collected.payments.clear())
  await t.rejects(recordPayment(collected, { payment: payment(), signal }), deleted)
})

t.test('a payment without an owner does not count for this order', async t => {
  const kube = await holding()
  for (const stored of kube.payments.values()) delete stored.metadata.ownerReferences
  await t.rejects(recordPayment(kube, { payment: payment(), signal }), {
    status: 503,
    message: /being deleted; send it again$/,
  })
})

t.test('any other failure is passed on', async t => {
  const kube = fakeKube([], () => {
    throw forbidden()
  })
  await t.rejects(recordPayment(kube, { payment: payment(), signal }), forbidden())
})
