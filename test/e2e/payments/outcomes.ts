import t, { type Test } from 'tap'
import { endHold } from '../../fixtures/cluster/lapse.ts'
import { type Answer, openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { ipnOf, openGateways, receiver } from '../../fixtures/payment/gateways.ts'
import { says } from '../../fixtures/payment/paypal.ts'
import { dispute, event, intent, refund, session } from '../../fixtures/payment/stripe.ts'

t.setTimeout(900_000)
const system = await startTestSystem(t)
const gateways = await openGateways(t, system)
const { paypal, ipn, stripe } = gateways

interface PaymentObject {
  spec: { provider: string; transactionId: string; state: string; gross: string }
}

const buy = (shop: Shop, name: string, spec: object = {}) =>
  shop.apply('Order', name, { planRef: 'standard', price: 29.9, ...spec })

/** The recorded payments as texts such as "PAYPAL txn-1 Completed 29.90". */
async function recorded(shop: Shop): Promise<string[]> {
  const payments = await shop.list<PaymentObject>('payments')
  return payments
    .map(({ spec: { provider, transactionId, state, gross } }) => [provider, transactionId, state, gross].join(' '))
    .sort()
}

async function refundDue(shop: Shop, order: string): Promise<string> {
  const path = '{.status.conditions[?(@.type=="RefundDue")].message}'
  return shop.kubectl('get', `order/${order}`, '-o', `jsonpath=${path}`)
}

/** The callback was acknowledged, and order-1 is confirmed; the answer says so too unless the hooks needed long. */
async function confirms(t: Test, shop: Shop, answer: Answer): Promise<void> {
  t.match(answer, { code: 200, body: { order: 'order-1', payment: /^(CONFIRMED|PENDING)$/ } })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1 })
}

t.test('valid, in windows-1252: PayPal is shown the very bytes, the order is confirmed', async t => {
  const shop = await openShop(system, 'valid')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  paypal.asked.length = 0
  await confirms(t, shop, await ipn('valid', 'order-1'))
  t.strictSame(
    paypal.asked.map(({ bytes }) => bytes),
    [Buffer.concat([Buffer.from('cmd=_notify-validate&'), ipnOf('valid/order-1', { ipn_track_id: 'valid' })])],
  )
  t.strictSame(await recorded(shop), ['PAYPAL valid/order-1 Completed 29.90'])
})

t.test('a duplicate with the same body is one payment, one with another body is an alarm and none', async t => {
  const shop = await openShop(system, 'duplicate')
  await buy(shop, 'order-1')
  for (const said of [{}, {}, { mc_gross: '2990.00' }, { mc_currency: 'USD' }]) {
    await confirms(t, shop, await ipn('duplicate', 'order-1', said))
  }
  t.strictSame(await recorded(shop), ['PAYPAL duplicate/order-1 Completed 29.90'])
})

t.test('out of order: a refund before its payment leaves nothing bought and nothing due', async t => {
  const shop = await openShop(system, 'disorder')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const parent_txn_id = 'disorder/order-1'
  const refunded = { payment_status: 'Refunded', mc_gross: '-29.90', txn_id: 'back', parent_txn_id }
  t.equal((await ipn('disorder', 'order-1', refunded)).code, 200)
  await shop.untilOrder('order-1', { paid: '-29.90' })
  t.equal((await ipn('disorder', 'order-1')).code, 200)
  await shop.untilOrder('order-1', { payment: 'PENDING', paid: '0.00', quantity: 0 })
  t.equal(await refundDue(shop, 'order-1'), 'Nothing to refund')
})

t.test('a callback that is not genuine, not ours or not possible is refused, and nothing is recorded', async t => {
  const shop = await openShop(system, 'refused')
  await buy(shop, 'order-1')
  const completed = 'checkout.session.completed'
  const body = event(completed, session)
  const unsigned = () =>
    fetch(`${gateways.urls[0]}/refused/stripe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }).then(async response => ({ code: response.status, body: await response.json() }))
  const invalid = async () => {
    paypal.answer = says('INVALID')
    const answer = await ipn('refused', 'order-1', { ipn_track_id: 'invalid' })
    paypal.answer = says('VERIFIED')
    return answer
  }
  const down = async () => {
    paypal.answer = response => response.destroy()
    const answer = await ipn('refused', 'order-1', { ipn_track_id: 'down' })
    paypal.answer = says('VERIFIED')
    return answer
  }
  const hour = 3_600_000
  const table: [
    name: string,
    send: () => Promise<{ code: number; body: { error?: string } }>,
    code: number,
    error: RegExp,
  ][] = [
    ['unknown order', () => ipn('refused', 'nobody'), 404, /the order must exist/],
    ['order of another namespace', () => ipn('refused', 'valid/order-1'), 422, /must be in namespace "refused"/],
    [
      'wrong receiver',
      () => ipn('refused', 'order-1', { receiver_email: 'me@example.org' }),
      422,
      /must be a PayPal account/,
    ],
    ['test mode in live', () => ipn('refused', 'order-1', { test_ipn: '1' }), 422, /it must come from the live system/],
    ['postback answers INVALID', invalid, 401, /answered INVALID/],
    ['postback down', down, 503, /PayPal did not answer; send it again/],
    ['body above the limit', () => ipn('refused', 'order-1', { memo: 'x'.repeat(70_000) }), 400, /at most 65536 bytes/],
    [
      'non-UTF-8 where ASCII must be',
      () => gateways.post('refused', `custom=refused/order-1&payment_status=Completed%E9&receiver_email=${receiver}`),
      400,
      /printable ASCII/,
    ],
    ['no signature', unsigned, 401, /Stripe-Signature/],
    [
      'bad signature',
      () => stripe('refused', completed, session, { by: 'whsec_other' }),
      401,
      /configured signing secret/,
    ],
    ['stale timestamp', () => stripe('refused', completed, session, { off: -hour }), 401, /within 300 seconds/],
    ['future timestamp', () => stripe('refused', completed, session, { off: hour }), 401, /within 300 seconds/],
    [
      'order without its namespace, on the account of the installation',
      () => ipn('refused', 'order-1', { custom: 'order-1' }),
      422,
      /must be named "refused\/order-1"/,
    ],
  ]
  for (const [name, send, code, error] of table) {
    const answer = await send()
    t.equal(answer.code, code, name)
    t.match(answer.body.error, error, name)
  }
  t.strictSame(await recorded(shop), [])
  await shop.untilOrder('order-1', { payment: 'PENDING', paid: '0.00' })
})

t.test('wrong currency: recorded, buys nothing, and is to be refunded', async t => {
  const shop = await openShop(system, 'currency')
  await buy(shop, 'order-1')
  t.equal((await ipn('currency', 'order-1', { mc_currency: 'USD' })).code, 200)
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await refundDue(shop, 'order-1'), 'Refund 29.90 USD')
})

t.test('underpaid, then a second payment that is too much, of the other gateway', async t => {
  const shop = await openShop(system, 'parts')
  await buy(shop, 'order-1')
  await ipn('parts', 'order-1', { mc_gross: '9.80' })
  await shop.untilOrder('order-1', { reason: 'Underpaid', paid: '9.80' })
  await confirms(t, shop, await stripe('parts', 'checkout.session.completed', session))
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await refundDue(shop, 'order-1'), 'Refund 9.80 EUR')
})

/** Lets the hold of the order end now. */
async function lapse(shop: Shop, order: string): Promise<void> {
  await shop.untilOrder(order, { reason: 'AwaitingPayment' })
  await endHold(system, { namespace: shop.namespace, order })
  await shop.untilOrder(order, { payment: 'REJECTED', reason: 'Expired' })
  await shop.until('jsonpath={.spec.decision}=Released', `reservation/${order}`)
}

t.test('late, and a seat is left: sold after all', async t => {
  const shop = await openShop(system, 'late')
  await shop.apply('Plan', 'hall', { title: 'Hall', price: 29.9, capacity: 1 })
  await buy(shop, 'order-1', { planRef: 'hall' })
  await lapse(shop, 'order-1')
  t.equal((await ipn('late', 'order-1')).code, 200)
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1 })
})

t.test('late, and no seat is left: recorded, to be refunded, and over for good', async t => {
  const shop = await openShop(system, 'too-late')
  await shop.apply('Plan', 'hall', { title: 'Hall', price: 29.9, capacity: 1 })
  await buy(shop, 'order-1', { planRef: 'hall' })
  await lapse(shop, 'order-1')
  await buy(shop, 'order-2', { planRef: 'hall' })
  await shop.untilOrder('order-2', { reason: 'AwaitingPayment' })
  t.match(await ipn('too-late', 'order-1'), { code: 200, body: { order: 'order-1', payment: 'REJECTED', tickets: 0 } })
  await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'Unseated' })
  await shop.until('condition=RefundDue', 'order/order-1')
  t.equal(await refundDue(shop, 'order-1'), 'Refund 29.90 EUR')
  await shop.kubectl('patch', 'order/order-2', '--type=merge', '-p', '{"spec":{"cancelled":true}}')
  await shop.untilOrder('order-2', { payment: 'REJECTED', reason: 'Cancelled' })
  await buy(shop, 'order-3', { planRef: 'hall' })
  await shop.untilOrder('order-3', { reason: 'AwaitingPayment' })
  await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'Unseated' })
})

t.test('a callback of another shop on the same account is acknowledged, and nothing is recorded', async t => {
  const shop = await openShop(system, 'shared')
  await buy(shop, 'order-1')
  const others: [() => Promise<Answer>, RegExp][] = [
    [() => ipn('shared', 'order-1', { custom: 'user_42' }), /cannot be the name of an order/],
    [() => ipn('shared', 'order-1', { custom: undefined }), /names no order/],
    [() => stripe('shared', 'checkout.session.completed', { ...session, client_reference_id: 'user_42' }), /cannot be/],
    [() => stripe('shared', 'refund.created', refund), /not recorded in "shared"/],
    [() => stripe('shared', 'charge.dispute.created', dispute), /not recorded in "shared"/],
  ]
  for (const [send, ignored] of others) t.match(await send(), { code: 200, body: { ignored } })
  t.strictSame(await recorded(shop), [])
})

t.test('one transaction buys once, although two conferences say that the account is their own', async t => {
  const shops = await Promise.all(['mine', 'ours'].map(name => openShop(system, name)))
  for (const shop of shops) {
    await shop.kubectl('create', 'secret', 'generic', 'payment-gateway', `--from-literal=paypal-receiver=${receiver}`)
    await buy(shop, 'order-1')
  }
  const answers = await Promise.all(
    shops.map(({ namespace }, replica) =>
      ipn(namespace, 'order-1', { custom: 'order-1', txn_id: 'once' }, { replica: replica as 0 | 1 }),
    ),
  )
  t.strictSame(
    answers.map(({ code }) => code),
    [200, 200],
  )
  const all = (await Promise.all(shops.map(recorded))).flat()
  t.strictSame(all, ['PAYPAL once Completed 29.90'])
})

t.test('a payment that was made before its order buys nothing, though it is genuine', async t => {
  const shop = await openShop(system, 'before')
  await buy(shop, 'order-1')
  const old = { payment_date: '08:00:00 Nov 20, 2025 PST' }
  t.match(await ipn('before', 'order-1', old), { code: 200, body: { payment: 'PENDING', tickets: 0 } })
  t.match(await shop.list('payments'), [{ spec: { occurredAt: '2025-11-20T16:00:00Z' } }])
  await confirms(t, shop, await ipn('before', 'order-1', { txn_id: 'new' }))
  t.equal(await refundDue(shop, 'order-1'), 'Nothing to refund')
})

t.test('Pending, then Completed under the same id', async t => {
  const shop = await openShop(system, 'pending')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const waiting = await ipn('pending', 'order-1', { payment_status: 'Pending', pending_reason: 'echeck' })
  t.match(waiting, { code: 200, body: { payment: 'PENDING', tickets: 0 } })
  await shop.until('jsonpath={.status.pending}=29.90', 'order/order-1')
  await t.rejects(shop.kubectl('delete', 'order/order-1'), { message: /an order with announced money must stay/ })
  await confirms(t, shop, await ipn('pending', 'order-1'))
  t.strictSame(await recorded(shop), ['PAYPAL pending/order-1 Completed 29.90', 'PAYPAL pending/order-1 Pending 29.90'])
})

t.test('Completed, Reversed, Canceled_Reversal: disputed and settled, and the ticket stays', async t => {
  const shop = await openShop(system, 'disputed')
  await buy(shop, 'order-1')
  await ipn('disputed', 'order-1')
  const parent_txn_id = 'disputed/order-1'
  await ipn('disputed', 'order-1', { payment_status: 'Reversed', mc_gross: '-29.90', txn_id: 'r', parent_txn_id })
  await shop.until('condition=Disputed', 'order/order-1')
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1, paid: '29.90' })
  await ipn('disputed', 'order-1', { payment_status: 'Canceled_Reversal', txn_id: 'c', parent_txn_id })
  await shop.until('condition=Disputed=False', 'order/order-1')
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', quantity: 1, paid: '29.90' })
  t.strictSame(await recorded(shop), [
    'PAYPAL c ReversalCanceled 29.90',
    'PAYPAL disputed/order-1 Completed 29.90',
    'PAYPAL r Reversed -29.90',
  ])
})

t.test('Stripe: session and intent are one payment; a dispute is settled; a refund takes the ticket', async t => {
  const shop = await openShop(system, 'stripe')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const unpaid = await stripe('stripe', 'checkout.session.completed', { ...session, payment_status: 'unpaid' })
  t.match(unpaid, { code: 200, body: { payment: 'PENDING', tickets: 0 } })
  for (const replica of [0, 1] as const) {
    await confirms(t, shop, await stripe('stripe', 'payment_intent.succeeded', intent, { replica }))
    const paid = await stripe('stripe', 'checkout.session.async_payment_succeeded', session, { replica })
    await confirms(t, shop, paid)
  }
  await stripe('stripe', 'charge.dispute.created', { ...dispute, status: 'needs_response' })
  await shop.until('condition=Disputed', 'order/order-1')
  await stripe('stripe', 'charge.dispute.closed', { ...dispute, status: 'won' })
  await shop.until('condition=Disputed=False', 'order/order-1')
  for (const half of ['re_1', 're_2']) await stripe('stripe', 'refund.created', { ...refund, id: half, amount: 1495 })
  await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'Refunded', quantity: 0, paid: '0.00' })
  t.strictSame(await recorded(shop), [
    'STRIPE dp_1 ReversalCanceled 29.90',
    'STRIPE dp_1 Reversed -29.90',
    'STRIPE pi_stripe Completed 29.90',
    'STRIPE pi_stripe Pending 29.90',
    'STRIPE re_1 Refunded -14.95',
    'STRIPE re_2 Refunded -14.95',
  ])
})
