import t from 'tap'
import { matchOrder, type Naming } from '../../hooks/payment/match-order.ts'
import { paymentObject } from '../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../fixtures/objects.ts'
import { fakeKube } from '../fixtures/payment/fake-kube.ts'

const deadline = AbortSignal.timeout(60_000)
const order = { namespace: 'conf', name: 'order-1' }
const about = { provider: 'PAYPAL', transactionId: 't-1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const

async function match(naming: Naming, { isShared = false, paid = false } = {}) {
  const kube = fakeKube([anOrder()])
  if (paid)
    await kube.createPayment(paymentObject(anOrder(), { report: { order, ...about }, receivedAt: now }), deadline)
  const callback = { namespace: 'conf', deadline }
  return matchOrder(naming, { provider: 'PAYPAL', kube, callback, isShared, patienceMs: 0 })
}

t.test('an order is named with its namespace, or without it on an account that is not shared', async t => {
  t.strictSame(await match({ text: 'conf/order-1' }, { isShared: true }), { order, by: 'namespace and name' })
  t.strictSame(await match({ text: 'order-1' }), { order, by: 'name' })
  await t.rejects(match({ text: 'order-1' }, { isShared: true }), { outcome: 'foreign', message: /must be named/ })
  await t.rejects(match({ text: 'other/order-1' }), { outcome: 'foreign', message: /must be in namespace/ })
})

t.test('a message that takes a payment back belongs to the order of that payment', async t => {
  for (const text of [undefined, 'order-2', 'other/order-1', 'Nr. 7']) {
    const found = await match({ parent: 't-1', text }, { paid: true, isShared: true })
    t.strictSame(found, { order, by: 'payment' }, String(text))
  }
})

t.test('if that payment is not recorded yet, the message belongs to the order it names', async t => {
  t.strictSame(await match({ parent: 't-1', text: 'order-1' }), { order, by: 'name' })
  const ignored = 'the payment "t-1" that it takes back is not recorded in "conf"'
  for (const text of [undefined, 'Nr. 7']) t.strictSame(await match({ parent: 't-1', text }), { ignored }, String(text))
})

t.test('a message that names no order of ours belongs to another shop', async t => {
  t.strictSame(await match({}), { ignored: 'it names no order' })
  t.strictSame(await match({ text: 'user_42' }), { ignored: '"user_42" cannot be the name of an order' })
})
