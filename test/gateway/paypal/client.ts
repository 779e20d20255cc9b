import t, { type Test } from 'tap'
import { paypalClient } from '../../../hooks/gateway/paypal/client.ts'
import { hour, playGateway, request, signal, start } from '../../fixtures/gateway/played.ts'
import { failureOf, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

const occurredAt = '2027-01-05T18:00:00Z'
const { key } = request

async function approve(t: Test, choice: 'pay' | 'later' | 'decline' = 'pay', canPayLater = false) {
  const played = await playGateway(t)
  const { id, url } = await played.paypal.open({ ...request, canPayLater }, signal)
  await played.press(url, choice)
  return { ...played, id, page: url }
}

t.test('an order is opened, approved and captured', async t => {
  const { paypal, press, url, control } = await playGateway(t)
  t.strictSame([paypal.provider, paypal.keepsKeysMs], ['PAYPAL', 5.5 * hour])
  const open = await paypal.open(request, signal)
  const page = `${url}/pay/paypal/${open.id}`
  t.strictSame(open, { id: open.id, state: 'open', facts: [], url: page, until: start + 3 * hour })
  t.strictSame(await paypal.open(request, signal), open, 'a repetition is the same order')
  t.strictSame(await paypal.capture(open.id, key, signal), open, 'an order that nobody approved is only read')
  await press(page, 'pay')
  t.strictSame(await paypal.read(open.id, signal), { id: open.id, state: 'approved', facts: [] })
  const paid = await paypal.capture(open.id, key, signal)
  const transactionId = control.books.orders[open.id]?.capture?.id
  const fact = { provider: 'PAYPAL', transactionId, state: 'Completed', gross: '29.90', currency: 'EUR', occurredAt }
  t.strictSame(paid, { id: open.id, state: 'paid', facts: [{ ...fact, fee: '0.89' }] })
  t.strictSame(await paypal.capture(open.id, key, signal), paid)
  t.strictSame(await paypal.expire(open.id, signal), paid, 'an end only reads')
  t.equal(await paypal.find(key, start, signal), undefined, 'PayPal cannot be asked')
})

t.test('the money of an approved order is taken once, also after a cut', async t => {
  const { paypal, control, id } = await approve(t)
  control.outages.plan({ kind: 'cut', method: 'POST', path: '/v2/checkout/orders/' })
  t.match(await failureOf(paypal.capture(id, key, signal)), { kind: 'unknown' })
  const first = control.books.orders[id]?.capture?.id
  t.match(await paypal.capture(id, key, signal), { state: 'paid', facts: [{ transactionId: first }] })
})

t.test('an order of another attempt is not captured', async t => {
  const { paypal, control, id } = await approve(t)
  t.match(await failureOf(paypal.capture(id, 'another', signal)), {
    kind: 'refused',
    message: `Cannot take the money of order "${id}": its key must be "another"`,
  })
  t.equal(control.books.orders[id]?.capture, undefined)
})

t.test('a declined instrument sends the buyer back, and another one pays', async t => {
  const { paypal, press, id, page } = await approve(t, 'decline')
  const declined = { id, state: 'declined', facts: [], url: page }
  t.strictSame(await paypal.capture(id, key, signal), declined)
  t.strictSame(await paypal.capture(id, key, signal), declined)
  await press(page, 'pay')
  t.match(await paypal.capture(id, key, signal), { state: 'paid' })
})

t.test('money that arrives later is pending, then paid or declined', async t => {
  for (const [outcome, state] of [
    ['succeeded', 'paid'],
    ['failed', 'declined'],
  ] as const) {
    const { paypal, control, id } = await approve(t, 'later', true)
    t.match(await paypal.capture(id, key, signal), { state: 'pending', facts: [{ state: 'Pending' }] })
    control.settle(id, outcome)
    t.match(await paypal.read(id, signal), { state, url: undefined })
  }
})

t.test('PayPal forgets an order after three hours', async t => {
  const { paypal, wait, id } = await approve(t)
  wait(3 * hour)
  const expired = { id, state: 'expired', facts: [] }
  t.strictSame(await paypal.read(id, signal), expired)
  t.strictSame(await paypal.capture(id, key, signal), expired)
})

t.test('a token that ended is replaced', async t => {
  const { paypal, control, id } = await approve(t)
  control.endTokens()
  t.match(await paypal.read(id, signal), { state: 'approved' })
})

t.test('one key sends money back once', async t => {
  const { paypal, control, id, wait } = await approve(t)
  const [fact] = (await paypal.capture(id, key, signal)).facts
  const transactionId = fact?.transactionId ?? ''
  const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
  t.equal(await paypal.findRefund(refund, signal), undefined)
  t.equal(await paypal.findRefund({ ...refund, transactionId: 'UNKNOWN' }, signal), undefined, 'an unknown payment')
  control.outages.plan({ kind: 'cut', method: 'POST' })
  t.match(await failureOf(paypal.refund(refund, signal)), { kind: 'unknown' })
  const sent = await paypal.refund(refund, signal)
  t.strictSame(sent, {
    id: sent.id,
    state: 'succeeded',
    fact: {
      provider: 'PAYPAL',
      transactionId: sent.id,
      state: 'Refunded',
      gross: '-10.00',
      currency: 'EUR',
      occurredAt,
      parentTransactionId: transactionId,
    },
  })
  t.strictSame(await paypal.readRefund(sent.id, refund, signal), sent)
  t.strictSame(await paypal.findRefund(refund, signal), sent)
  wait(7 * hour)
  t.strictSame(await paypal.refund(refund, signal), sent, 'PayPal keeps the key of a refund for 45 days')
  t.equal(Object.keys(control.books.paypalRefunds).length, 1)
  t.match(await failureOf(paypal.refund({ ...refund, key: 'r-2', amount: '29.90' }, signal)), {
    kind: 'refused',
    code: 'REFUND_AMOUNT_EXCEEDED',
  })
})

const token = { body: { access_token: 'one', expires_in: 3_600 } }
const approved = { id: 'O1', status: 'APPROVED', purchase_units: [{ invoice_id: key }] }
const refusal = (issue: string, links: object[] = []) => ({ status: 422, body: { details: [{ issue }], links } })

function scripted(...answers: Parameters<typeof scriptCall>) {
  const { call } = scriptCall(token, ...answers)
  return paypalClient({ clientId: 'id', clientSecret: 'secret' }, { url: '', call, now: () => 0 })
}

t.test('another call may have captured the order meanwhile', async t => {
  const capture = { id: 'C1', status: 'COMPLETED', amount: { value: '29.90', currency_code: 'EUR' } }
  const captured = { ...approved, status: 'COMPLETED', purchase_units: [{ payments: { captures: [capture] } }] }
  const paypal = scripted({ body: approved }, refusal('ORDER_ALREADY_CAPTURED'), { body: captured })
  t.match(await paypal.capture('O1', key, signal), { state: 'paid', facts: [{ transactionId: 'C1' }] })
})

t.test('any other refusal of the capture is an error', async t => {
  const refused = scripted({ body: approved }, refusal('PAYER_ACCOUNT_RESTRICTED'))
  t.match(await failureOf(refused.capture('O1', key, signal)), { kind: 'refused', code: 'PAYER_ACCOUNT_RESTRICTED' })
  const nowhere = scripted({ body: approved }, refusal('INSTRUMENT_DECLINED'))
  t.match(await failureOf(nowhere.capture('O1', key, signal)), { kind: 'refused', code: 'INSTRUMENT_DECLINED' })
  const plain = scripted({ body: approved }, { status: 422 })
  t.match(await failureOf(plain.capture('O1', key, signal)), { kind: 'refused', code: undefined })
  const cut = scripted({ body: approved }, new TypeError('a defect'))
  t.match(await failureOf(cut.capture('O1', key, signal)), { message: 'a defect' })
})

t.test('a refund of a capture without an order is not found', async t => {
  const refund = { key: 'r-1', order: request.order, transactionId: 'C1', amount: '10.00', currency: 'EUR' }
  t.equal(await scripted({ body: { id: 'C1' } }).findRefund(refund, signal), undefined)
  const related = { supplementary_data: { related_ids: { order_id: 'O1' } } }
  t.equal(await scripted({ body: related }, { status: 404 }).findRefund(refund, signal), undefined)
  t.match(await failureOf(scripted({ body: related }, { status: 500 }).findRefund(refund, signal)), { kind: 'unknown' })
})
