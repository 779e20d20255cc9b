import t from 'tap'
import { orderBody } from '../../../hooks/gateway/paypal/order-body.ts'
import { refundBody } from '../../../hooks/gateway/paypal/refund.ts'
import { faultsByPaypal } from '../../fixtures/gateway/paypal-models.ts'
import { type Played, playGateway, request, signal } from '../../fixtures/gateway/played.ts'

/** An answer of the played gateway, as bytes tell it. */
async function get({ url }: Played, path: string): Promise<unknown> {
  const basic = `Basic ${Buffer.from('shop:secret').toString('base64')}`
  const token = await fetch(`${url}/v1/oauth2/token`, { method: 'POST', headers: { authorization: basic } })
  const { access_token: bearer } = (await token.json()) as { access_token: string }
  return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${bearer}` } })).json()
}

t.test("our requests fit the models of PayPal's package", async t => {
  for (const one of [request, { ...request, canPayLater: true, currency: 'JPY', amount: '3000' }]) {
    t.strictSame(faultsByPaypal('orderRequest', orderBody(one)), [])
  }
  const refund = { key: 'r-1', order: request.order, transactionId: 'C1', amount: '10.00', currency: 'EUR' }
  t.strictSame(faultsByPaypal('refundRequest', refundBody(refund)), [])
})

t.test('a wrong field, a wrong value and a wrong type are noticed', async t => {
  const [wrong] = [orderBody(request) as Record<string, unknown>]
  t.strictSame(faultsByPaypal('orderRequest', { ...wrong, intention: 'CAPTURE' }), ['$.intention'])
  t.not(faultsByPaypal('orderRequest', { ...wrong, intent: 7 }).length, 0)
  t.not(faultsByPaypal('orderRequest', { ...wrong, purchase_units: {} }).length, 0)
})

t.test("the answers of the played gateway fit the models of PayPal's package", async t => {
  const played = await playGateway(t)
  const { paypal, press, control } = played
  const { id, url } = await paypal.open(request, signal)
  t.strictSame(faultsByPaypal('order', await get(played, `/v2/checkout/orders/${id}`)), [], 'open')
  await press(url, 'pay')
  t.strictSame(faultsByPaypal('order', await get(played, `/v2/checkout/orders/${id}`)), [], 'approved')
  const [fact] = (await paypal.capture(id, request.key, signal)).facts
  const transactionId = fact?.transactionId ?? ''
  const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
  const sent = await paypal.refund(refund, signal)
  t.strictSame(faultsByPaypal('order', await get(played, `/v2/checkout/orders/${id}`)), [], 'captured and refunded')
  const capture = await get(played, `/v2/payments/captures/${transactionId}`)
  t.strictSame(faultsByPaypal('capturedPayment', capture), [])
  t.strictSame(faultsByPaypal('refund', await get(played, `/v2/payments/refunds/${sent.id}`)), [])
  t.equal(Object.keys(control.books.paypalRefunds).length, 1)
})
