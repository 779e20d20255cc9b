import t from 'tap'
import type { GatewayAccount } from '../../../../hooks/payment/accounts.ts'
import type { Callback } from '../../../../hooks/payment/payment-report.ts'
import { type PaypalOptions, paypalGateway } from '../../../../hooks/payment/paypal/ipn/gateway.ts'
import { paymentObject } from '../../../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../../../fixtures/objects.ts'
import { aCaller } from '../../../fixtures/payment/callers.ts'
import { fakeKube } from '../../../fixtures/payment/fake-kube.ts'
import { says, startPaypal } from '../../../fixtures/payment/paypal.ts'

const usual = {
  custom: 'conf/order-1',
  payment_status: 'Completed',
  mc_gross: '29.90',
  mc_currency: 'EUR',
  txn_id: 't-1',
  receiver_email: 'Shop@Example.org',
}
const report = {
  order: { namespace: 'conf', name: 'order-1' },
  by: 'namespace and name',
  provider: 'PAYPAL',
  transactionId: 't-1',
  state: 'Completed',
  gross: '29.90',
  currency: 'EUR',
}
const form = (said: Record<string, string | undefined> = {}) =>
  new URLSearchParams(
    Object.entries({ ...usual, ...said }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString()

function callback(body: string, said: Partial<Callback> = {}): Callback {
  const deadline = AbortSignal.timeout(60_000)
  const bytes = Buffer.from(body, 'latin1')
  return { namespace: 'conf', bytes, type: 'form', headers: {}, arrivedAt: now, caller: aCaller(), deadline, ...said }
}

function gateway(
  options: PaypalOptions,
  { paypalReceivers = ['shop@example.org'], answer = 10_000, isShared = true, kube = fakeKube([anOrder()]) } = {},
) {
  const account: GatewayAccount = {
    paypalReceivers,
    paypalWebhookIds: [],
    stripeSecrets: [],
    stripeAccounts: [],
    isShared: { paypal: isShared, stripe: true, stripeConnect: true },
  }
  const patienceMs = { answer, payment: 0 }
  return paypalGateway(options, { accounts: async () => account, kube, patienceMs, now: () => now })
}

t.test('with off every readable callback is accepted', async t => {
  const read = gateway({ mode: 'off' }, { paypalReceivers: [] })
  t.strictSame(await read(callback(form())), { ...report, by: 'path' })
  t.strictSame(await read(callback(JSON.stringify(usual), { type: 'json' })), { ...report, by: 'path' })
  t.match(await read(callback(form({ txn_id: undefined }))), { transactionId: /^sha256-/ })
  t.match(await read(callback(form({ custom: 'order-1' }))), { ...report, by: 'path' })
  await t.rejects(read(callback(form({ custom: 'other/order-1' }))), { outcome: 'foreign', message: /must be in/ })
  const order = 'it must be the name of an order, or namespace/order'
  const table: [Parameters<typeof form>[0], string][] = [
    [{ custom: undefined }, 'Cannot read custom: the callback must have this field'],
    [{ custom: 'Order_1' }, `Cannot read custom "Order_1": ${order}`],
    [{ custom: undefined, invoice: 'Nr. 7' }, `Cannot read invoice "Nr. 7": ${order}`],
  ]
  for (const [said, message] of table)
    await t.rejects(read(callback(form(said))), { outcome: 'malformed', message }, message)
})

t.test('a verified message without an order belongs to another shop on the account', async t => {
  const paypal = await startPaypal(t)
  const read = gateway({ mode: 'live', postbackUrl: paypal.url })
  t.strictSame(await read(callback(form({ custom: 'user_42' }))), {
    ignored: '"user_42" cannot be the name of an order',
  })
  t.strictSame(await read(callback(form({ custom: undefined }))), { ignored: 'it names no order' })
  await t.rejects(read(callback(form({ custom: 'order-1' }))), { outcome: 'foreign', message: /must be named/ })
  const own = gateway({ mode: 'live', postbackUrl: paypal.url }, { isShared: false })
  t.match(await own(callback(form({ custom: 'order-1' }))), { by: 'name' })
  paypal.answer = says('INVALID')
  const forged = form({ custom: 'user_42', txn_id: 't-2' })
  await t.rejects(read(callback(forged)), { outcome: 'not-genuine', message: /INVALID/ })
})

t.test('a refund belongs to the order of the payment that it takes back, whatever it names', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const kube = fakeKube([anOrder()])
  const { by: _, ...paid } = { ...report, provider: 'PAYPAL', state: 'Completed' } as const
  await kube.createPayment(paymentObject(anOrder(), { report: paid, receivedAt: now }), AbortSignal.timeout(60_000))
  const refund = {
    payment_status: 'Refunded',
    mc_gross: '-29.90',
    txn_id: 'r-1',
    parent_txn_id: 't-1',
    custom: undefined,
  }
  const taken = { state: 'Refunded', gross: '-29.90', transactionId: 'r-1', parentTransactionId: 't-1' }
  for (const options of [{ mode: 'live', postbackUrl }, { mode: 'off' }] as const) {
    const read = gateway(options, { kube })
    const by = options.mode === 'off' ? 'path' : 'payment'
    t.strictSame(await read(callback(form(refund))), { ...report, ...taken, by }, options.mode)
    const ignored = 'the payment "t-0" that it takes back is not recorded in "conf"'
    t.strictSame(await read(callback(form({ ...refund, parent_txn_id: 't-0' }))), { ignored }, options.mode)
  }
})

t.test('PayPal verifies a callback before anything is read', async t => {
  const paypal = await startPaypal(t)
  const read = gateway({ mode: 'live', postbackUrl: paypal.url })
  t.strictSame(await read(callback(form())), report)
  paypal.answer = says('INVALID')
  for (const said of [
    { memo: 'x' },
    { custom: 'other/order-1' },
    { test_ipn: '1' },
    { receiver_email: 'thief@example.org' },
    { payment_status: 'Paid' },
  ]) {
    await t.rejects(read(callback(form(said))), { outcome: 'not-genuine', message: /INVALID/ })
  }
  t.equal(paypal.asked.length, 6)
})

const strange = [
  { payment_status: 'Paid' },
  { mc_gross: undefined },
  { mc_gross: '-29.90' },
  { mc_gross: 'free' },
  { mc_currency: 'eur' },
  { txn_id: undefined },
  { txn_id: 'a b' },
]

t.test('a message of another shop is acknowledged, whatever it says of its payment', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const read = gateway({ mode: 'live', postbackUrl })
  for (const said of strange) {
    const named = { ignored: '"user_42" cannot be the name of an order' }
    t.strictSame(await read(callback(form({ ...said, custom: 'user_42' }))), named, JSON.stringify(said))
    const nameless = await read(callback(form({ ...said, custom: undefined })))
    t.strictSame(nameless, { ignored: 'it names no order' }, JSON.stringify(said))
  }
  const refund = { payment_status: 'Refunded', custom: undefined, parent_txn_id: 'a b' }
  t.strictSame(await read(callback(form(refund))), { ignored: 'it names no order' })
  t.strictSame(await read(callback('receiver_email=shop@example.org')), { ignored: 'it names no order' })
})

t.test('a message of an order is refused by its field if its payment cannot be read', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const read = gateway({ mode: 'live', postbackUrl })
  for (const said of strange) {
    const message = new RegExp(`^Cannot read ${Object.keys(said).join()}`)
    await t.rejects(read(callback(form(said))), { outcome: 'malformed', message }, JSON.stringify(said))
  }
})

t.test('JSON is refused without asking PayPal', async t => {
  const paypal = await startPaypal(t)
  const read = gateway({ mode: 'live', postbackUrl: paypal.url })
  const message = 'Cannot read the body: it must be a form, because PayPal verifies only forms'
  await t.rejects(read(callback(JSON.stringify(usual), { type: 'json' })), { outcome: 'malformed', message })
  t.equal(paypal.asked.length, 0)
})

t.test('live and sandbox refuse callbacks of each other', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const [live, sandbox] = [gateway({ mode: 'live', postbackUrl }), gateway({ mode: 'sandbox', postbackUrl })]
  const test = callback(form({ test_ipn: '1' }))
  t.strictSame(await live(callback(form({ test_ipn: '0' }))), report)
  t.strictSame(await sandbox(test), report)
  const refusal = (sent: string, mode: string) => ({
    outcome: 'foreign',
    message: `Cannot accept a callback of PayPal's ${sent} system: it must come from the ${mode} system`,
  })
  await t.rejects(live(test), refusal('sandbox', 'live'))
  await t.rejects(sandbox(callback(form())), refusal('live', 'sandbox'))
})

t.test('the paid account must be ours, by any of its names', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const paypalReceivers = ['SHOP@example.org', 'S8XGHLYDW9T3S', 'müller@example.org']
  const read = gateway({ mode: 'live', postbackUrl }, { paypalReceivers })
  const nobody = { receiver_email: undefined }
  for (const body of [
    form(),
    form({ receiver_email: 'other@example.org', receiver_id: 'S8XGHLYDW9T3S' }),
    form({ ...nobody, business: 'shop@example.org' }),
    `${form(nobody)}&business=M%FCller%40example.org`,
    `${form(nobody)}&business=M%C3%BCller%40example.org&charset=utf-8`,
  ]) {
    t.strictSame(await read(callback(body)), report, body)
  }
  const message = 'Cannot accept the payment: its receiver must be a PayPal account of this conference'
  for (const said of [nobody, { receiver_email: 'thief@example.org', payer_email: 'shop@example.org' }]) {
    await t.rejects(read(callback(form(said))), { outcome: 'foreign', message })
  }
  await t.rejects(gateway({ mode: 'live', postbackUrl }, { paypalReceivers: [] })(callback(form())), {
    outcome: 'unavailable',
    message: 'Cannot accept the payment: a PayPal receiver must be configured; then send the callback again',
  })
})

t.test('a genuine message about something else is ignored', async t => {
  const { url: postbackUrl } = await startPaypal(t)
  const body = 'txn_type=new_case&case_type=dispute&receiver_email=shop@example.org'
  const ignored = { ignored: 'txn_type "new_case" is no payment' }
  t.strictSame(await gateway({ mode: 'live', postbackUrl })(callback(body)), ignored)
  t.strictSame(await gateway({ mode: 'off' })(callback(body)), ignored)
})

t.test('at most twenty verifications run at once, and each answer starts the next', async t => {
  const { promise: twenty, resolve } = Promise.withResolvers<void>()
  const held: (() => void)[] = []
  const paypal = await startPaypal(t, response => {
    held.push(() => says('VERIFIED')(response))
    if (held.length === 20) resolve()
  })
  const read = gateway({ mode: 'live', postbackUrl: paypal.url })
  const answers = Array.from({ length: 21 }, (_, number) => read(callback(`${form()}&memo=${number}`)))
  await twenty
  paypal.answer = says('VERIFIED')
  held.shift()?.()
  t.strictSame(await answers[20], report)
  t.equal(held.length, 19, 'the others still wait for their answers')
  for (const answer of held) answer()
  t.strictSame(await Promise.all(answers), Array(21).fill(report))
})

t.test('the wait for PayPal is bounded', async t => {
  const paypal = await startPaypal(t, () => {})
  const read = gateway({ mode: 'live', postbackUrl: paypal.url }, { answer: 50 })
  await t.rejects(read(callback(form())), { outcome: 'unavailable', message: /did not answer/ })
})
