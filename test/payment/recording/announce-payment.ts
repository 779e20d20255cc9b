import t from 'tap'
import { announcePayment } from '../../../hooks/payment/recording/announce-payment.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'
import { at, fail } from '../../fixtures/payment/happenings.ts'

const order = { namespace: 'conf', name: 'order-1' }
const fact = { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const
const payment = paymentObject(anOrder(), { report: { ...fact, order }, receivedAt: now })
const announcement = { payment, at: now, instance: 'replica-1', signal: AbortSignal.timeout(60_000) }

t.test('a payment is shown in an Event of its name', async t => {
  const kube = fakeKube([anOrder()])
  t.equal(await announcePayment(kube, announcement), undefined)
  const [event] = kube.events.values()
  t.match(event, { metadata: { name: payment.metadata.name }, reason: 'PaymentConfirmed' })
})

t.test('an Event that cannot be created is an answer', async t => {
  const kube = fakeKube([anOrder()])
  at(kube, ['createEvent', 1], fail(forbidden()))
  t.match(await announcePayment(kube, announcement), { reason: 'Forbidden' })
})

t.test('any other error is a defect', async t => {
  const kube = fakeKube([anOrder()])
  kube.before = () => {
    throw new Error('broken')
  }
  await t.rejects(announcePayment(kube, announcement), { message: 'broken' })
})
