import t from 'tap'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { findRecordedOrder } from '../../../hooks/payment/recording/recorded-order.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'

const deadline = AbortSignal.timeout(60_000)
const order = { namespace: 'conf', name: 'order-1' }
const paid = { provider: 'PAYPAL', transactionId: 't-1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const
const recorded = paymentObject(anOrder(), { report: { order, ...paid }, receivedAt: now })

t.test('a transaction belongs to the order of its recorded payment, in the namespace of the callback', async t => {
  const kube = fakeKube([anOrder()])
  const of = (namespace: string, provider: 'PAYPAL' | 'STRIPE' = 'PAYPAL') =>
    findRecordedOrder(kube, { provider, transactionId: 't-1', callback: { namespace, deadline }, patienceMs: 0 })
  t.equal(await of('conf'), undefined)
  await kube.createPayment(recorded, deadline)
  t.strictSame(await of('conf'), order)
  t.equal(await of('other'), undefined)
  t.equal(await of('conf', 'STRIPE'), undefined)
})

t.test('the look-up waits for a payment that is on its way, within patience and deadline', async t => {
  const kube = fakeKube([anOrder()])
  const ask = (patienceMs: number, until = deadline) =>
    findRecordedOrder(kube, { ...paid, callback: { namespace: 'conf', deadline: until }, patienceMs })
  kube.before = async call => {
    if (call === 'getPayment' && kube.calls.length === 2) await kube.createPayment(recorded, deadline)
  }
  t.strictSame(await ask(10), order)
  t.strictSame(kube.calls, ['getPayment', 'getPayment', 'createPayment'])
  kube.payments.clear()
  t.equal(await ask(10), undefined)
  await t.rejects(ask(60_000, AbortSignal.timeout(5)), { outcome: 'unavailable', message: /send the callback again/ })
})

t.test('a failing API server is a refusal, and a defect is passed on', async t => {
  const kube = fakeKube([])
  const ask = () => findRecordedOrder(kube, { ...paid, callback: { namespace: 'c', deadline }, patienceMs: 0 })
  kube.before = () => {
    throw forbidden()
  }
  const message = 'Cannot find the order: a request to the API server failed; send the callback again'
  await t.rejects(ask(), { outcome: 'unavailable', message })
  kube.before = () => {
    throw new TypeError('a defect')
  }
  await t.rejects(ask(), { message: 'a defect' })
})
