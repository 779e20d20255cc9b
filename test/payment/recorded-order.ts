import t from 'tap'
import { payment } from '../../hooks/payment/payment-object.ts'
import { recordedOrder } from '../../hooks/payment/recorded-order.ts'
import { anOrder, now } from '../fixtures/objects.ts'
import { fakeKube, forbidden } from '../fixtures/payment-kube.ts'

const deadline = AbortSignal.timeout(60_000)
const order = { namespace: 'conf', name: 'order-1' }

t.test('the order of a transaction is that of its recorded payment, in the namespace of the callback', async t => {
  const kube = fakeKube([anOrder()])
  const of = (namespace: string, provider: 'PAYPAL' | 'STRIPE' = 'PAYPAL') =>
    recordedOrder(kube, { provider, transactionId: 't-1', callback: { namespace, deadline } })
  const unknown = {
    outcome: 'unknown-order',
    message: 'finding the order of "t-1": its payment must be recorded first',
  }
  await t.rejects(of('conf'), unknown)
  const paid = {
    provider: 'PAYPAL',
    transactionId: 't-1',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  } as const
  await kube.createPayment(payment(anOrder(), { report: { order, ...paid }, receivedAt: now }), deadline)
  t.strictSame(await of('conf'), order)
  await t.rejects(of('other'), unknown)
  await t.rejects(of('conf', 'STRIPE'), unknown)
})

t.test('an API server that cannot be asked is no answer, and a defect is a defect', async t => {
  const kube = fakeKube([])
  const ask = () =>
    recordedOrder(kube, { provider: 'PAYPAL', transactionId: 't', callback: { namespace: 'c', deadline } })
  kube.before = () => {
    throw forbidden()
  }
  const message = 'finding an order: must be sent again, the API server could not be asked'
  await t.rejects(ask(), { outcome: 'unavailable', message })
  kube.before = () => {
    throw new TypeError('a defect')
  }
  await t.rejects(ask(), { message: 'a defect' })
})
