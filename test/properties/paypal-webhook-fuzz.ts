import t from 'tap'
import { anOrder } from '../fixtures/objects.ts'
import { fakeKube } from '../fixtures/payment/fake-kube.ts'
import {
  capture,
  paypalEvent,
  signedHeaders,
  startCertificateHost,
  webhook,
} from '../fixtures/payment/paypal-webhooks.ts'
import { testPaymentServer } from '../fixtures/payment/server.ts'
import { fc } from '../fixtures/properties.ts'

/** An endpoint for PayPal's webhooks. Each call has a source of its own. */
async function server(t: Parameters<typeof startCertificateHost>[0]) {
  const host = await startCertificateHost(t)
  const kube = fakeKube([anOrder()])
  const { post } = testPaymentServer(t, {
    kube,
    paypal: { mode: 'live', postbackUrl: 'http://127.0.0.1:1/', certificateUrl: host.url },
    account: {
      paypalReceivers: ['shop@example.org'],
      paypalWebhookIds: [webhook],
      stripeSecrets: [],
      stripeAccounts: [],
    },
    trustedProxies: ['127.0.0.1'],
  })
  let calls = 0
  return {
    host,
    kube,
    async post(body: string | Uint8Array, headers: Record<string, string>) {
      const source = { 'x-forwarded-for': `10.${(calls >> 16) & 255}.${(calls >> 8) & 255}.${calls++ & 255}` }
      const options = { type: 'application/json', path: '/paypal', headers: { ...source, ...headers } }
      return (await post(Buffer.from(body), options)).statusCode
    },
  }
}

const body = paypalEvent('PAYMENT.CAPTURE.COMPLETED', capture)

t.test('headers that PayPal has not sent are no signature, and cause no request to another host', async t => {
  const { host, kube, post } = await server(t)
  const genuine = signedHeaders(body, { url: host.url })
  const text = fc.oneof(fc.string({ maxLength: 60 }), fc.base64String(), fc.webUrl(), fc.constant(`${host.url}CERT-2`))
  const changed = fc.constantFrom(...Object.keys(genuine)).chain(name =>
    fc.oneof(
      text.map(value => ({ [name]: value })),
      fc.nat(59).map(at => {
        const value = genuine[name as keyof typeof genuine]
        return { [name]: `${value.slice(0, at)}#${value.slice(at + 1)}` }
      }),
    ),
  )
  const isGenuine = (headers: Record<string, string>) =>
    Object.entries(headers).every(
      ([name, value]) => name === 'paypal-cert-url' || value.trim() === genuine[name as keyof typeof genuine],
    )
  await fc.assert(
    fc.asyncProperty(changed, async change => {
      const headers = { ...genuine, ...change }
      const status = await post(body, headers)
      return status === 401
        ? kube.payments.size === 0
        : isGenuine(headers) && kube.payments.delete([...kube.payments.keys()][0] ?? '')
    }),
    { numRuns: 500 },
  )
  t.ok(host.asked.every(path => path.startsWith('/v1/notifications/certs/')))
})

t.test('bytes other than the signed ones are never recorded', async t => {
  const { host, kube, post } = await server(t)
  const headers = signedHeaders(body, { url: host.url })
  const change = fc.record({ at: fc.nat(body.length - 1), to: fc.integer({ min: 1, max: 255 }) })
  await fc.assert(
    fc.asyncProperty(change, async ({ at, to }) => {
      const bytes = Buffer.from(body)
      bytes[at] = (bytes[at] ?? 0) ^ to
      return (await post(bytes, headers)) === 401 && kube.payments.size === 0
    }),
    { numRuns: 300 },
  )
})

/** Mostly one of these, and sometimes any JSON value. */
function mostly<T>(...values: T[]) {
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.jsonValue() })
}

const links = ['61E67681CH3238416', 'a', ''].map(id => [
  { rel: 'up', href: `https://api.paypal.com/v2/payments/captures/${id}` },
])
const nearly = fc.record({
  event_type: mostly('PAYMENT.CAPTURE.COMPLETED', 'PAYMENT.CAPTURE.REFUNDED', 'PAYMENT.CAPTURE.REVERSED', 'x'),
  resource: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record(
        {
          id: mostly('61E67681CH3238416', 'a'),
          status: mostly('COMPLETED', 'PENDING'),
          amount: mostly({ value: '29.90', currency_code: 'EUR' }, { value: '1.005', currency_code: 'EUR' }),
          custom_id: mostly('order-1', 'conf/order-1', 'other/order-1', 'nobody'),
          invoice_id: mostly('order-1', 'Nr. 7'),
          payee: mostly({ email_address: 'shop@example.org' }, { email_address: 'thief@example.org' }),
          links: mostly(...links),
        },
        { requiredKeys: ['id', 'amount'] },
      ),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
})

t.test('an event that PayPal signs causes no defect, whatever its content', async t => {
  const { host, kube, post } = await server(t)
  const answers = new Map<number, number>()
  const bytes = fc.oneof(
    { weight: 4, arbitrary: nearly.map(event => Buffer.from(JSON.stringify(event))) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 1 }).map(Buffer.from) },
  )
  await fc.assert(
    fc.asyncProperty(bytes, async bytes => {
      const status = await post(bytes, signedHeaders(bytes, { url: host.url }))
      answers.set(status, (answers.get(status) ?? 0) + 1)
      return [200, 400, 404, 422].includes(status)
    }),
    { numRuns: 500 },
  )
  t.ok(kube.payments.size > 0, `also good ones: ${JSON.stringify([...answers])}`)
})
