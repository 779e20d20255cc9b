import { createHmac } from 'node:crypto'
import t, { type Test } from 'tap'
import { anOrder, now } from '../fixtures/objects.ts'
import { fakeKube } from '../fixtures/payment/fake-kube.ts'
import { says, startPaypal } from '../fixtures/payment/paypal.ts'
import { startCertificateHost, webhook } from '../fixtures/payment/paypal-webhooks.ts'
import { form, testPaymentServer } from '../fixtures/payment/server.ts'
import { event, secret, session, signature } from '../fixtures/payment/stripe.ts'
import { fc } from '../fixtures/properties.ts'

const json = 'application/json'
const account = {
  paypalReceivers: ['shop@example.org'],
  paypalWebhookIds: [webhook],
  stripeSecrets: [secret],
  stripeAccounts: [],
}
const runs = { numRuns: 300 }

/** An endpoint that verifies, and a PayPal that disowns everything. Each call has a source of its own. */
async function strictServer(t: Test) {
  const paypal = await startPaypal(t, says('INVALID'))
  const host = await startCertificateHost(t)
  const kube = fakeKube([anOrder()])
  const server = testPaymentServer(t, {
    kube,
    account,
    paypal: { mode: 'live', postbackUrl: paypal.url, certificateUrl: host.url },
    trustedProxies: ['127.0.0.1'],
  })
  let calls = 0
  const source = () => ({ 'x-forwarded-for': `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls++ & 255}` })
  return {
    kube,
    paypal,
    host,
    async post(body: string | Uint8Array, { headers = {}, ...options }: Parameters<typeof server.post>[1] = {}) {
      const { statusCode } = await server.post(Buffer.from(body), { ...options, headers: { ...source(), ...headers } })
      return statusCode
    },
  }
}

/** Bytes close to those of PayPal: its fields, in any order and number, with any content. */
const field = fc.oneof(
  fc.constantFrom('custom', 'invoice', 'payment_status', 'mc_gross', 'mc_currency', 'txn_id', 'txn_type', 'charset'),
  fc.string({ unit: 'binary', maxLength: 9 }),
)
const value = fc.oneof(
  fc.constantFrom(
    'order-1',
    'conf/order-1',
    'Completed',
    'Refunded',
    '29.90',
    '-29.90',
    'EUR',
    't-1',
    'utf-16',
    '%',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const formBytes = fc
  .array(fc.tuple(field, value, fc.boolean()))
  .map(pairs => pairs.map(([name, value, raw]) => `${name}=${raw ? value : escaped(value)}`).join('&'))
  .map(text => Buffer.from(text, 'latin1'))

function escaped(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex').replace(/../g, '%$&')
}

/** A form that would be a payment if PayPal confirmed it. */
const wellFormed = fc
  .record({
    custom: fc.constantFrom('order-1', 'conf/order-1'),
    payment_status: fc.constantFrom('Completed', 'Refunded', 'Reversed'),
    mc_gross: fc.constantFrom('29.90', '10'),
    mc_currency: fc.constantFrom('EUR', 'USD'),
    txn_id: fc.stringMatching(/^[0-9A-Z]{17}$/),
    receiver_email: fc.constant('shop@example.org'),
  })
  .map(fields => Buffer.from(new URLSearchParams(fields).toString()))

const anyBytes = fc.oneof(
  formBytes,
  wellFormed,
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map(text => Buffer.from(text)),
)

t.test('any bytes from outside are refused in a word, and none are recorded unverified', async t => {
  const { post, kube } = await strictServer(t)
  const path = fc.constantFrom('', '/stripe', '/paypal')
  const type = fc.constantFrom(form, json, `${form}; charset=windows-1252`, 'text/plain')
  const header = fc.oneof(
    fc.constant(''),
    fc.string({ maxLength: 80 }),
    fc.tuple(fc.nat(), fc.stringMatching(/^[0-9a-f]{64}$/)).map(([time, hex]) => `t=${time},v1=${hex}`),
  )
  await fc.assert(
    fc.asyncProperty(anyBytes, path, type, header, async (body, path, type, signature) => {
      const status = await post(body, { path, type, headers: { 'stripe-signature': signature } })
      return [400, 401].includes(status) && kube.payments.size === 0
    }),
    { ...runs, numRuns: 1000 },
  )
})

t.test('a header is a signature only if a secret created it from these bytes', async t => {
  const { post } = await strictServer(t)
  const body = event('checkout.session.completed', session)
  const genuine = signature(body, { at: now })
  const change = fc.record({ at: fc.nat(genuine.length - 1), to: fc.constantFrom(...'0123456789abcdef=,tv ') })
  await fc.assert(
    fc.asyncProperty(change, async ({ at, to }) => {
      const header = genuine.slice(0, at) + to + genuine.slice(at + 1)
      const status = await post(body, { path: '/stripe', type: json, headers: { 'stripe-signature': header } })
      return status === (header === genuine ? 200 : 401)
    }),
    runs,
  )
})

/** Mostly one of these, and sometimes any JSON value. */
function mostly<T>(...values: T[]) {
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.jsonValue() })
}

const amount = fc.oneof({ weight: 6, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.double() })

/** Events close to those of Stripe: the right fields, with any content. */
const nearly = fc.record({
  type: mostly('checkout.session.completed', 'payment_intent.succeeded', 'refund.created', 'charge.dispute.created'),
  livemode: mostly(true),
  data: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        object: fc.record({
          id: mostly('pi_2', 'pi_3'),
          payment_intent: mostly('pi_2', 'pi_3'),
          payment_status: mostly('paid', 'unpaid', 'no_payment_required'),
          status: mostly('succeeded', 'pending', 'won', 'lost'),
          amount,
          amount_total: amount,
          amount_received: amount,
          currency: mostly('eur', 'jpy', 'kwd', 'isk'),
          client_reference_id: mostly('order-1', 'conf/order-1', 'other/order-1', 'nobody'),
          metadata: mostly({}, { order: 'order-1' }, { namespace: 'conf' }),
        }),
      }),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
})

t.test('a signed event with any content causes no defect', async t => {
  const { post, kube } = await strictServer(t)
  const answers = new Map<number, number>()
  const bytes = fc.oneof(
    nearly.map(event => Buffer.from(JSON.stringify(event))),
    fc.uint8Array().map(Buffer.from),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async bytes => {
      const time = now / 1000
      const hex = createHmac('sha256', secret).update(`${time}.`).update(bytes).digest('hex')
      const headers = { 'stripe-signature': `t=${time},v1=${hex}` }
      const status = await post(bytes, { path: '/stripe', type: json, headers })
      answers.set(status, (answers.get(status) ?? 0) + 1)
      return [200, 400, 404, 422].includes(status)
    }),
    { ...runs, numRuns: 1000 },
  )
  t.ok(kube.payments.size > 0, `also good ones: ${JSON.stringify([...answers])}`)
})

t.test('a form that PayPal confirms causes no defect, whatever its content', async t => {
  const { post, paypal } = await strictServer(t)
  paypal.answer = says('VERIFIED')
  const ours = fc.constantFrom('', '&receiver_email=shop%40example.org', '&business=SHOP%40example.org&test_ipn=1')
  await fc.assert(
    fc.asyncProperty(formBytes, ours, async (body, ours) =>
      [200, 400, 404, 422].includes(await post(Buffer.concat([body, Buffer.from(ours)]))),
    ),
    runs,
  )
})
