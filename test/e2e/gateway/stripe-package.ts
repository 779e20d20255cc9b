import Stripe from 'stripe'
import t, { type Test } from 'tap'
import { gatewayCall } from '../../../hooks/gateway/call-gateway.ts'
import { stripeCaller, stripeVersion } from '../../../hooks/gateway/stripe/call-stripe.ts'
import { refundParameters } from '../../../hooks/gateway/stripe/refund.ts'
import { sessionParameters, withDetails } from '../../../hooks/gateway/stripe/session-parameters.ts'
import type { PlayedRequest } from '../../../local/gateway/server/exchange.ts'
import { servePlayed } from '../../../local/gateway/server/server.ts'
import { minute, request, signal, start } from '../../fixtures/gateway/played.ts'

/** The official package and our client, which call a server that records their requests. */
async function both(t: Test) {
  const seen: PlayedRequest[] = []
  const { url, stop } = await servePlayed(0, async one => {
    seen.push(one)
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"object":"x","data":[]}' }
  })
  t.teardown(stop)
  const { hostname: host, port } = new URL(url)
  const local = { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 } as const
  const official = new Stripe('sk_test_1', { ...local, apiVersion: stripeVersion as typeof Stripe.API_VERSION })
  const ours = stripeCaller({ secretKey: 'sk_test_1', live: false }, { url, call: gatewayCall({ gateway: 'Stripe' }) })
  return { official, ours, contents: () => seen.map(contentOf) }
}

/** The content of a request: everything that Stripe acts on. */
function contentOf({ method, path, query, headers, body }: PlayedRequest) {
  const form = (text: string) => [...new URLSearchParams(text)].map(([name, value]) => `${name}=${value}`).toSorted()
  const { authorization, 'stripe-version': version, 'idempotency-key': key, 'content-type': type } = headers
  const isForm = method === 'POST'
  return {
    method,
    path,
    query: form(query.toString()),
    body: form(body),
    authorization,
    version,
    key,
    ...(isForm && { type }),
  }
}

const metadata = { namespace: 'conf', order: 'order-1', checkout: request.key }

// Typed by the official package, so that a parameter that it does not know fails to compile. The version of the API that
// the package is written for has renamed one of them.
const session: Stripe.Checkout.SessionCreateParams & { payment_method_types: string[] } = {
  mode: 'payment',
  client_reference_id: 'conf/order-1',
  line_items: [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 2990, product_data: { name: request.title } } },
  ],
  adaptive_pricing: { enabled: false },
  payment_method_types: ['card'],
  metadata,
  payment_intent_data: { metadata },
  success_url: request.returnUrl,
  cancel_url: request.cancelUrl,
  expires_at: (start + 35 * minute) / 1000,
  locale: 'en',
  expand: ['payment_intent.latest_charge.balance_transaction'],
}
const refund: Stripe.RefundCreateParams = {
  payment_intent: 'pi_1',
  amount: 1000,
  metadata: { namespace: 'conf', order: 'order-1', refund: 'r-1' },
}
const refundRequest = { key: 'r-1', order: request.order, transactionId: 'pi_1', amount: '10.00', currency: 'EUR' }

t.test('our requests have the content of those of the official package', async t => {
  const { official, ours, contents } = await both(t)
  const path = '/v1/checkout/sessions'
  await official.checkout.sessions.create(session, { idempotencyKey: request.key })
  await ours({ method: 'POST', path, parameters: sessionParameters(request, start), key: request.key }, signal)
  await official.checkout.sessions.retrieve('cs_1', { expand: session.expand as string[] })
  await ours({ method: 'GET', path: `${path}/cs_1`, parameters: withDetails }, signal)
  await official.checkout.sessions.list({ created: { gte: 5 }, limit: 100 })
  await ours({ method: 'GET', path, parameters: { created: { gte: 5 }, limit: 100 } }, signal)
  await official.refunds.create(refund, { idempotencyKey: 'r-1' })
  await ours({ method: 'POST', path: '/v1/refunds', parameters: refundParameters(refundRequest), key: 'r-1' }, signal)
  await official.refunds.list({ payment_intent: 'pi_1', limit: 100 })
  await ours({ method: 'GET', path: '/v1/refunds', parameters: { payment_intent: 'pi_1', limit: 100 } }, signal)
  const all = contents()
  for (let index = 0; index < all.length; index += 2) t.strictSame(all[index + 1], all[index])
  t.equal(all.length, 10)
})

t.test('the official package writes no key on an end of ours, and we write none', async t => {
  const { official, ours, contents } = await both(t)
  await official.checkout.sessions.expire('cs_1', { expand: session.expand as string[] })
  await ours({ method: 'POST', path: '/v1/checkout/sessions/cs_1/expire', parameters: withDetails }, signal)
  const [theirs, mine] = contents().map(({ key: _, ...content }) => content)
  t.strictSame(mine, theirs)
})
