import t from 'tap'
import { anOrder, aTicketOf, now } from '../../fixtures/objects.ts'
import { fakeKube } from '../../fixtures/payment/fake-kube.ts'
import { form, paid, testPaymentServer } from '../../fixtures/payment/server.ts'
import { event, refund, secret, session, signature } from '../../fixtures/payment/stripe.ts'

const json = 'application/json'
const usual = { custom: 'order-1', payment_status: 'Completed', mc_gross: '29.90', mc_currency: 'EUR', txn_id: 't-1' }
const asForm = (said: Record<string, string>) => new URLSearchParams({ ...usual, ...said }).toString()
const asJson = (said: Record<string, unknown>) => JSON.stringify({ ...usual, ...said })

t.test('the answer to a form or JSON has the state of the order and its existing tickets', async t => {
  const kube = fakeKube([anOrder({ status: { payment: 'CONFIRMED', quantity: 3 } })])
  kube.tickets.set('conf/order-1', [aTicketOf(anOrder()), aTicketOf(anOrder())])
  const { post, log } = testPaymentServer(t, { kube })
  const answer = { order: 'order-1', payment: 'CONFIRMED', tickets: 2 }
  for (const [body, type] of [
    [paid, form],
    [asJson({ txn_id: 't-2' }), json],
    [asJson({ txn_id: 't-3' }).replace('"29.90"', '29.9'), json],
    [
      `first_name=Jos%E9&charset=windows-1252&${asForm({ txn_id: 't-4' })}&last_name=\xe9`,
      `${form}; charset=windows-1252`,
    ],
  ] as const) {
    const { statusCode, headers, body: answered } = await post(Buffer.from(body, 'latin1'), { type })
    t.strictSame([statusCode, JSON.parse(answered)], [200, answer], body)
    t.match(headers['content-type'], json)
  }
  const payments = [...kube.payments.values()]
  t.strictSame(
    payments.map(({ spec }) => spec.gross),
    ['29.90', '29.90', '29.90', '29.90'],
  )
  t.match(
    log,
    payments.map(({ metadata }) => ({
      level: 30,
      namespace: 'conf',
      order: 'order-1',
      payment: metadata.name,
      state: 'Completed',
      outcome: 'recorded',
    })),
  )
  t.notMatch(JSON.stringify(log), /Jos/, 'the log does not name the payer')
})

t.test('an order without a status is pending, and a repeated payment is answered again', async t => {
  const { status: _, ...unanswered } = anOrder()
  const { post, kube, log } = testPaymentServer(t, { kube: fakeKube([unanswered]) })
  for (const outcome of ['recorded', 'already-recorded']) {
    const { statusCode, body } = await post(paid)
    t.strictSame([statusCode, body], [200, '{"order":"order-1","payment":"PENDING","tickets":0}'])
    t.equal(log.at(-1)?.outcome, outcome)
  }
  t.strictSame([kube.payments.size, kube.events.size], [1, 1])
})

t.test('the same transaction with other contents is acknowledged and not recorded, with an alarm', async t => {
  const { post, kube, log } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
  await post(asForm({}))
  const { statusCode } = await post(asForm({ mc_gross: '2.99' }))
  t.equal(statusCode, 200)
  t.match([...kube.payments.values()], [{ spec: { gross: '29.90' } }])
  t.match(log.at(-1), { level: 50, outcome: 'mismatch', alarm: 'payment-mismatch', order: 'order-1' })
})

t.test('a message about something else is acknowledged, and nothing is recorded', async t => {
  const { post, kube, log } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
  const { statusCode, body } = await post('txn_type=new_case&custom=order-1')
  const ignored = 'txn_type "new_case" is no payment'
  t.strictSame([statusCode, body], [200, JSON.stringify({ ignored })])
  t.strictSame(kube.calls, [])
  t.match(log, [{ level: 30, outcome: 'ignored', ignored, namespace: 'conf' }])
})

t.test("an event of Stripe is accepted with the signature of its bytes, on Stripe's path only", async t => {
  const account = { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets: [secret], stripeAccounts: [] }
  const { post, kube, log } = testPaymentServer(t, { kube: fakeKube([anOrder()]), account })
  const body = event('checkout.session.completed', session)
  const headers = { 'stripe-signature': signature(body, { at: now }) }
  const stripe = { type: json, path: '/stripe' }
  t.equal((await post(body, stripe)).statusCode, 401)
  t.equal((await post(body, { type: json, headers })).statusCode, 400)
  t.equal((await post(body, { ...stripe, headers })).statusCode, 200)
  t.match([...kube.payments.values()], [{ spec: { provider: 'STRIPE', transactionId: 'pi_1', gross: '29.90' } }])
  t.match(log, [
    { level: 40, outcome: 'not-genuine', error: 'Cannot verify Stripe-Signature: it must have exactly one time (t=)' },
    { level: 40, outcome: 'malformed', error: 'Cannot read payment_status: the callback must have this field' },
    { level: 30, outcome: 'recorded', provider: 'STRIPE', transaction: 'pi_1', order: 'order-1' },
  ])
})

t.test('a refund that failed is recorded with an alarm', async t => {
  const kube = fakeKube([anOrder()])
  const account = { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets: [secret], stripeAccounts: [] }
  const { post, log } = testPaymentServer(t, { kube, account })
  const told = async (type: string, object: object) => {
    const body = event(type, object)
    const headers = { 'stripe-signature': signature(body, { at: now }) }
    t.equal((await post(body, { type: json, path: '/stripe', headers })).statusCode, 200)
  }
  await told('checkout.session.completed', session)
  await told('refund.failed', { ...refund, status: 'failed' })
  t.match([...kube.payments.values()][1], { spec: { state: 'RefundFailed', gross: '29.90', transactionId: 're_1' } })
  t.match(log.at(-1), { level: 50, outcome: 'recorded', alarm: 'refund-failed', order: 'order-1' })
})

t.test('a failed Event is in the log, and the payment is recorded', async t => {
  const kube = fakeKube([anOrder()])
  await kube.createEvent({ metadata: { namespace: 'conf', name: 'x' } } as never, AbortSignal.timeout(1000))
  const { post, log } = testPaymentServer(t, { kube })
  kube.events.has = () => true
  t.equal((await post(paid)).statusCode, 200)
  t.match(log, [{ level: 30, outcome: 'recorded', eventError: 'already exists' }])
})

const types = 'it must be application/x-www-form-urlencoded or application/json'
const order = 'it must be the name of an order, or namespace/order'
type Bad = [
  name: string,
  status: number,
  error: string,
  body: string | Buffer,
  options?: { type?: string; namespace?: string },
]
const table: Bad[] = [
  [
    'no custom',
    400,
    'Cannot read custom: the callback must have this field',
    'payment_status=Completed&mc_gross=29.90&mc_currency=EUR',
  ],
  ['nothing', 400, 'Cannot read payment_status: the callback must have this field', ''],
  ['no status', 400, 'Cannot read payment_status: the callback must have this field', 'custom=order-1'],
  [
    'no currency',
    400,
    'Cannot read mc_currency: the callback must have this field',
    'custom=order-1&payment_status=Completed',
  ],
  [
    'no amount',
    400,
    'Cannot read mc_gross: the callback must have this field',
    'custom=order-1&payment_status=Completed&mc_currency=EUR',
  ],
  [
    'an unknown status',
    400,
    'Cannot read payment_status "Paid": it must be one of',
    asForm({ payment_status: 'Paid' }),
  ],
  [
    'a field twice',
    400,
    'Cannot read custom: the callback must have this field once, not 2 times',
    `${paid}&custom=order-2`,
  ],
  [
    'a field twice, escaped',
    400,
    'Cannot read mc_gross: the callback must have this field once, not 2 times',
    `${paid}&mc%5Fgross=1`,
  ],
  ['a charset in a used field', 400, 'Cannot read txn_id: it must be printable ASCII', `${asForm({ txn_id: '' })}%E9`],
  ['an order that cannot be', 400, `Cannot read custom "Order 1": ${order}`, asForm({ custom: 'Order 1' })],
  ['a type that is none', 400, `Cannot read a body of type "text/plain": ${types}`, paid, { type: 'text/plain' }],
  [
    'a multipart form',
    400,
    `Cannot read a body of type "multipart/form-data; boundary=x": ${types}`,
    paid,
    { type: 'multipart/form-data; boundary=x' },
  ],
  ['a form said to be JSON', 400, 'Cannot read the body: it must be JSON', paid, { type: json }],
  ['JSON said to be a form', 400, 'Cannot read payment_status: the callback must have this field', asJson({})],
  [
    'JSON in another charset',
    400,
    'Cannot read the body: it must be UTF-8',
    Buffer.from(asJson({ first_name: 'Jos\xe9' }), 'latin1'),
    { type: json },
  ],
  ['JSON that is no object', 400, 'Cannot read the body: it must be a JSON object', '[]', { type: json }],
  [
    'JSON with a field twice',
    400,
    'Cannot read custom: the callback must have this field once, not 2 times',
    asJson({}).replace('{', '{"custom":"order-2",'),
    { type: json },
  ],
  ['JSON of another type', 400, 'Cannot read custom: it must be a string', asJson({ custom: 1 }), { type: json }],
  [
    'JSON of another amount',
    400,
    'Cannot read mc_gross: it must be a string or a number',
    asJson({ mc_gross: null }),
    { type: json },
  ],
  [
    'JSON of an inexact amount',
    400,
    'Cannot read mc_gross "2.99e1": it must be a number',
    asJson({}).replace('"29.90"', '2.99e1'),
    { type: json },
  ],
  ['1 MB', 400, 'Cannot read the body: it must have at most 65536 bytes', `${paid}&memo=${'x'.repeat(1_000_000)}`],
  ['an impossible namespace', 400, 'Cannot read namespace "Conf": it must be a DNS label', paid, { namespace: 'Conf' }],
  [
    'a long namespace',
    400,
    `Cannot read namespace "${'x'.repeat(64)}": it must be a DNS label`,
    paid,
    { namespace: 'x'.repeat(64) },
  ],
  [
    'another namespace',
    422,
    'Cannot find order "other/order-1": it must be in namespace "conf"',
    asForm({ custom: 'other/order-1' }),
  ],
  [
    'an unknown order',
    404,
    'Cannot record a payment of order "conf/order-2": the order must exist',
    asForm({ custom: 'order-2' }),
  ],
  [
    'an unknown namespace',
    404,
    'Cannot record a payment of order "other/order-1": the order must exist',
    paid,
    { namespace: 'other' },
  ],
]
for (const [name, status, error, body, options] of table) {
  t.test(`${name} is ${status}, in one sentence, and nothing is recorded`, async t => {
    const { post, kube, log } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
    const { statusCode, headers, body: answered } = await post(body, options)
    t.equal(statusCode, status)
    t.match(headers['content-type'], json)
    const { error: sentence, ...more } = JSON.parse(answered)
    t.ok(sentence.startsWith(error), sentence)
    t.strictSame(more, {})
    t.strictSame([kube.payments.size, kube.events.size], [0, 0])
    const outcomes: Record<number, string> = { 400: 'malformed', 404: 'unknown-order', 422: 'foreign' }
    t.match(log, [{ level: 40, outcome: outcomes[status], error: sentence }])
  })
}

t.test('a callback without a body is refused', async t => {
  const { server } = testPaymentServer(t)
  const { statusCode, body } = await server.inject({ method: 'POST', url: '/payment-gateway/conf' })
  const error =
    'Cannot read the body: the callback must have one, as application/x-www-form-urlencoded or application/json'
  t.strictSame([statusCode, JSON.parse(body)], [400, { error }])
})
