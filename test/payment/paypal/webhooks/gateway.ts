import t, { type Test } from 'tap'
import type { Callback } from '../../../../hooks/payment/payment-report.ts'
import { paypalWebhookGateway } from '../../../../hooks/payment/paypal/webhooks/gateway.ts'
import { paymentObject } from '../../../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../../../fixtures/objects.ts'
import { aCaller } from '../../../fixtures/payment/callers.ts'
import { fakeKube } from '../../../fixtures/payment/fake-kube.ts'
import {
  capture,
  captureRefund,
  paypalEvent,
  signedHeaders,
  startCertificateHost,
  webhook,
} from '../../../fixtures/payment/paypal-webhooks.ts'

const order = { namespace: 'conf', name: 'order-1' }
const paid = {
  provider: 'PAYPAL',
  transactionId: '61E67681CH3238416',
  state: 'Completed',
  gross: '29.90',
  currency: 'EUR',
} as const
const completed = 'PAYMENT.CAPTURE.COMPLETED'
const by = 'namespace and name'

async function paypal(
  t: Test,
  { isShared = true, ...said }: { paypalReceivers?: string[]; paypalWebhookIds?: string[]; isShared?: boolean } = {},
) {
  const host = await startCertificateHost(t)
  const kube = fakeKube([anOrder()])
  const account = {
    paypalReceivers: ['shop@example.org'],
    paypalWebhookIds: ['old', webhook],
    stripeSecrets: [],
    stripeAccounts: [],
    isShared: { paypal: isShared, stripe: true, stripeConnect: true },
    ...said,
  }
  const patienceMs = { answer: 10_000, payment: 0 }
  const parts = { accounts: async () => account, kube, patienceMs, now: () => now }
  const take = paypalWebhookGateway({ mode: 'live', certificateUrl: host.url }, parts)
  const read = (body: string, change: Partial<Callback> = {}) => take(callback(body, host.url, change))
  return {
    host,
    kube,
    off: (body: string) => paypalWebhookGateway({ mode: 'off' }, parts)(callback(body, host.url)),
    read,
    post: (type: string, resource: object) => read(paypalEvent(type, resource)),
  }
}

function callback(body: string, url: string, change: Partial<Callback> = {}): Callback {
  return {
    namespace: 'conf',
    bytes: Buffer.from(body),
    type: 'json',
    headers: signedHeaders(body, { url }),
    arrivedAt: now,
    caller: aCaller(),
    deadline: AbortSignal.timeout(60_000),
    ...change,
  }
}

t.test('each event of a capture becomes a report with the ids of IPN', async t => {
  const { post } = await paypal(t)
  t.strictSame(await post(completed, capture), { order, by, ...paid })
  for (const [type, state, gross] of [
    ['PAYMENT.CAPTURE.PENDING', 'Pending', '29.90'],
    ['PAYMENT.CAPTURE.DENIED', 'Denied', '29.90'],
    ['PAYMENT.CAPTURE.DECLINED', 'Denied', '29.90'],
    ['PAYMENT.CAPTURE.REVERSED', 'Reversed', '-29.90'],
  ] as const) {
    t.strictSame(await post(type, capture), { order, by, ...paid, state, gross }, type)
  }
  t.match(await post('CHECKOUT.ORDER.APPROVED', {}), { ignored: /are not recorded/ })
})

t.test('a report has the time and the fee if they are readable', async t => {
  const { post } = await paypal(t)
  const fee = (value: string, currency_code = 'EUR') => ({
    seller_receivable_breakdown: { paypal_fee: { value, currency_code } },
  })
  const said = { ...capture, create_time: '2026-11-20T09:00:00+01:00', ...fee('1.2') }
  t.match(await post(completed, said), { occurredAt: '2026-11-20T08:00:00Z', fee: '1.20' })
  for (const wrong of [
    { create_time: 'now', ...fee('1.20', 'USD') },
    { create_time: 1, ...fee('free') },
  ])
    t.match(await post(completed, { ...capture, ...wrong }), { occurredAt: undefined, fee: undefined })
})

t.test('a refund has an id of its own, and belongs to the order of its capture', async t => {
  const { kube, post } = await paypal(t)
  const refund = (said: object = {}) => post('PAYMENT.CAPTURE.REFUNDED', { ...captureRefund, ...said })
  const report = { order, ...paid, transactionId: '1Y107995YT783435V', state: 'Refunded', gross: '-29.90' }
  const parent = { parentTransactionId: '61E67681CH3238416' }
  const { payee } = capture
  t.strictSame(await refund({ custom_id: 'conf/order-1', payee }), { ...report, ...parent, by })
  const ignored = 'the payment "61E67681CH3238416" that it takes back is not recorded in "conf"'
  t.strictSame(await refund({ invoice_id: 'R-7' }), { ignored })
  const recorded = paymentObject(anOrder(), { report: { order, ...paid }, receivedAt: now })
  await kube.createPayment(recorded, AbortSignal.timeout(60_000))
  for (const said of [{}, { invoice_id: 'R-7' }, { custom_id: 'conf/order-2', payee }])
    t.strictSame(await refund(said), { ...report, ...parent, by: 'payment' })
  t.strictSame(await refund({ links: [], invoice_id: 'conf/order-1', payee }), { ...report, by })
})

t.test('custom_id or invoice_id name the order, in the namespace of the path', async t => {
  const { post } = await paypal(t)
  const { custom_id: _, ...nameless } = capture
  const strange = { ...nameless, id: 'a b', amount: { value: 'free', currency_code: 'gold' }, payee: undefined }
  for (const resource of [nameless, strange])
    t.strictSame(await post(completed, resource), { ignored: 'it names no order' })
  t.match(await post(completed, { ...nameless, invoice_id: 'conf/order-2' }), { order: { name: 'order-2' } })
  t.match(await post(completed, { ...capture, invoice_id: 'Nr. 7' }), { order })
  for (const field of ['custom_id', 'invoice_id']) {
    const ignored = '"Nr. 7" cannot be the name of an order'
    t.strictSame(await post(completed, { ...nameless, [field]: 'Nr. 7' }), { ignored })
  }
  const message = 'Cannot find order "other/order-1": it must be in namespace "conf"'
  await t.rejects(post(completed, { ...capture, custom_id: 'other/order-1' }), { outcome: 'foreign', message })
  const bare = { ...capture, custom_id: 'order-1' }
  await t.rejects(post(completed, bare), { outcome: 'foreign', message: /must be named/ })
  const own = await paypal(t, { isShared: false })
  t.match(await own.post(completed, bare), { order, by: 'name' })
})

t.test('the paid account must be ours, and an event without a payee is refused', async t => {
  const { kube, post } = await paypal(t, { paypalReceivers: ['s8xghlydw9t3s'] })
  t.match(await post(completed, capture), { order })
  const message = 'Cannot accept the payment: its receiver must be a PayPal account of this conference'
  const strangers = [{ email_address: 'thief@example.org' }, {}, undefined, null, [], 's8xghlydw9t3s', [capture.payee]]
  for (const payee of strangers)
    await t.rejects(post(completed, { ...capture, payee }), { outcome: 'foreign', message }, JSON.stringify(payee))
  const refund = (said: object) => post('PAYMENT.CAPTURE.REFUNDED', { ...captureRefund, ...said })
  await t.rejects(refund({ custom_id: 'conf/order-1' }), { outcome: 'foreign', message })
  const recorded = paymentObject(anOrder(), { report: { order, ...paid }, receivedAt: now })
  await kube.createPayment(recorded, AbortSignal.timeout(60_000))
  t.match(await refund({}), { order }, 'it takes back a payment to our account')
  await t.rejects(refund({ payee: 's8xghlydw9t3s' }), { outcome: 'foreign', message })
  const nobody = await paypal(t, { paypalReceivers: [] })
  await t.rejects(nobody.post(completed, capture), {
    outcome: 'unavailable',
    message: /a PayPal receiver must be configured/,
  })
})

t.test('an unverified event is refused, without a useless call of PayPal', async t => {
  const { host, off, read } = await paypal(t)
  const body = paypalEvent(completed, capture)
  const message = 'Cannot verify the event: PAYPAL_VERIFICATION must be live or sandbox, not off'
  await t.rejects(off(body), { outcome: 'not-genuine', message })
  await t.rejects(read(body, { type: 'form' }), { outcome: 'malformed', message: /must be JSON, as webhooks are/ })
  await t.rejects(read(body, { headers: {} }), { outcome: 'not-genuine', message: /paypal-auth-algo/ })
  const strangers = signedHeaders(body, { url: 'http://127.0.0.1:1/v1/notifications/certs/' })
  await t.rejects(read(body, { headers: strangers }), { outcome: 'not-genuine', message: /paypal-cert-url/ })
  const none = 'Cannot verify the event: the id of a PayPal webhook must be configured'
  const unset = await paypal(t, { paypalWebhookIds: [] })
  await t.rejects(unset.read(body), { outcome: 'not-genuine', message: none })
  t.strictSame([host.asked, unset.host.asked], [[], []])
  const others = signedHeaders(body, { url: host.url, of: 'another' })
  await t.rejects(read(body, { headers: others }), { outcome: 'not-genuine', message: /configured webhook id/ })
  await t.rejects(read(body, { bytes: Buffer.from('x') }), { outcome: 'not-genuine', message: /sign this body/ })
  t.match(await read(body), { order })
})

t.test('an event whose certificate cannot be fetched is 503', async t => {
  const { host, post } = await paypal(t)
  host.answer = response => response.writeHead(500).end()
  await t.rejects(post(completed, capture), { outcome: 'unavailable', message: /send the callback again/ })
})

t.test('a genuine but impossible event is refused by its field', async t => {
  const { read, post } = await paypal(t)
  await t.rejects(read('x'), { outcome: 'malformed', message: 'Cannot read the body: it must be JSON' })
  const table: [object, string][] = [
    [{ id: 1 }, 'Cannot read resource.id: it must be 1 to 255 printable ASCII characters without spaces'],
    [{ id: 'a b' }, 'Cannot read resource.id: it must be 1 to 255 printable ASCII characters without spaces'],
    [{ amount: 29.9 }, 'Cannot read amount.currency_code "": it must be a code of three capitals such as EUR'],
    [
      { amount: { currency_code: 'EUR' } },
      'Cannot read amount.value "": it must be a number with at most 2 decimals, those of EUR',
    ],
  ]
  for (const [said, message] of table) {
    await t.rejects(post(completed, { ...capture, ...said }), { outcome: 'malformed', message }, message)
  }
})
