import t from 'tap'
import { stripeClient } from '../../../hooks/gateway/stripe/client.ts'
import { hour, minute, playGateway, request, signal, start } from '../../fixtures/gateway/played.ts'
import { failureOf, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

const occurredAt = '2027-01-05T18:00:00Z'

t.test('an attempt is opened, paid and read', async t => {
  const { stripe, press, url, control } = await playGateway(t)
  t.strictSame([stripe.provider, stripe.keepsKeysMs], ['STRIPE', 23 * hour])
  const open = await stripe.open(request, signal)
  const page = `${url}/pay/stripe/${open.id}`
  t.strictSame(open, { id: open.id, state: 'open', url: page, facts: [], until: start + 35 * minute })
  t.strictSame(await stripe.capture(open.id, request.key, signal), open, 'a capture only reads')
  await press(page, 'pay')
  const transactionId = control.books.sessions[open.id]?.payment?.intent
  const fact = { provider: 'STRIPE', transactionId, state: 'Completed', gross: '29.90', currency: 'EUR', occurredAt }
  const paid = { id: open.id, state: 'paid', facts: [fact] }
  t.strictSame(await stripe.read(open.id, signal), paid)
  t.strictSame(await stripe.expire(open.id, signal), paid, 'a paid session is not expired')
})

t.test('money that arrives later is pending, then paid or declined', async t => {
  const { stripe, press, control } = await playGateway(t)
  const delayed = { ...request, canPayLater: true }
  const [arriving, failing] = [
    await stripe.open(delayed, signal),
    await stripe.open({ ...delayed, key: 'k-2' }, signal),
  ]
  for (const { url } of [arriving, failing]) await press(url, 'later')
  t.match(await stripe.read(arriving.id, signal), { state: 'pending', facts: [{ state: 'Pending', occurredAt }] })
  control.moveClock(48 * hour)
  control.settle(arriving.id, 'succeeded')
  control.settle(failing.id, 'failed')
  const settledAt = '2027-01-07T18:00:00Z'
  t.match(await stripe.read(arriving.id, signal), {
    state: 'paid',
    facts: [{ state: 'Completed', occurredAt: settledAt }],
  })
  t.match(await stripe.read(failing.id, signal), { state: 'declined', url: undefined, facts: [{ state: 'Denied' }] })
})

t.test('an open attempt can be ended', async t => {
  const { stripe } = await playGateway(t)
  const { id } = await stripe.open(request, signal)
  t.strictSame(await stripe.expire(id, signal), { id, state: 'expired', facts: [] })
  t.strictSame(await stripe.expire(id, signal), { id, state: 'expired', facts: [] })
})

t.test('an error is thrown if Stripe refuses to end an open session', async t => {
  const { stripe, control } = await playGateway(t)
  const { id } = await stripe.open(request, signal)
  control.outages.plan({ kind: 'fail', status: 400, path: `/v1/checkout/sessions/${id}/expire` })
  t.match(await failureOf(stripe.expire(id, signal)), { kind: 'refused' })
  control.outages.plan({ kind: 'fail', path: `/v1/checkout/sessions/${id}/expire` })
  t.match(await failureOf(stripe.expire(id, signal)), { kind: 'unknown' })
})

t.test('a repeated request returns the same attempt, even if it comes late', async t => {
  const { stripe, control, wait } = await playGateway(t)
  control.outages.plan({ kind: 'cut' })
  t.match(await failureOf(stripe.open(request, signal)), { kind: 'unknown' })
  const again = await stripe.open(request, signal)
  wait(20 * minute)
  t.strictSame(await stripe.open(request, signal), again, 'a later end is refused, and the session is found by its key')
  wait(30 * hour)
  const key = 'k-2'
  await stripe.open({ ...request, key, createdAt: start + 30 * hour, until: 0 }, signal)
  t.equal(Object.keys(control.books.sessions).length, 2)
})

t.test('a key with other parameters and without a session is a certain failure', async t => {
  const { stripe, control, wait } = await playGateway(t)
  control.outages.plan({ kind: 'fail' })
  t.match(await failureOf(stripe.open(request, signal)), { kind: 'unknown', code: 'api_error' })
  const message = `Cannot send the payment with key "${request.key}": it failed at Stripe for good; begin a new attempt`
  const expected = { kind: 'refused', code: 'stored_failure', retryAfterMs: undefined, message }
  t.strictSame(await failureOf(stripe.open(request, signal)), expected, 'Stripe repeats a stored failure for a day')
  wait(20 * minute)
  t.match(await failureOf(stripe.open(request, signal)), { kind: 'refused', code: 'idempotency_error' })
})

t.test('a failure after the effect is found by its key', async t => {
  const { stripe, control } = await playGateway(t)
  control.outages.plan({ kind: 'fail-after' })
  await failureOf(stripe.open(request, signal))
  t.match(await stripe.open(request, signal), { id: Object.keys(control.books.sessions)[0], state: 'open' })
})

t.test('an attempt is found by its key after Stripe forgot it', async t => {
  const { stripe, wait } = await playGateway(t)
  const { id } = await stripe.open(request, signal)
  wait(25 * hour)
  t.strictSame(await stripe.find(request.key, start, signal), { id, state: 'expired', facts: [] })
  t.equal(await stripe.find('another', start, signal), undefined)
  t.equal(await stripe.find(request.key, start + 3 * hour, signal), undefined, 'only newer sessions are read')
})

t.test('a refused amount is a certain failure, before and after the call', async t => {
  const { stripe } = await playGateway(t)
  t.match(await failureOf(stripe.open({ ...request, amount: '0.49' }, signal)), {
    kind: 'refused',
    code: 'amount_too_small',
    message: 'Cannot call Stripe: it refused the call: Stripe takes 0.50 EUR or more',
  })
  t.match(await failureOf(stripe.open({ ...request, amount: '0.005' }, signal)), { kind: 'refused', code: 'amount' })
  t.match(await failureOf(stripe.read('cs_other', signal)), { kind: 'refused', code: 'resource_missing' })
})

t.test('one key sends money back once', async t => {
  const { stripe, press, control } = await playGateway(t)
  const { id, url } = await stripe.open(request, signal)
  await press(url, 'pay')
  const transactionId = control.books.sessions[id]?.payment?.intent ?? ''
  const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
  t.equal(await stripe.findRefund(refund, signal), undefined)
  control.outages.plan({ kind: 'cut' })
  t.match(await failureOf(stripe.refund(refund, signal)), { kind: 'unknown' })
  const sent = await stripe.refund(refund, signal)
  const fact = {
    provider: 'STRIPE',
    transactionId: sent.id,
    state: 'Refunded',
    gross: '-10.00',
    currency: 'EUR',
    occurredAt,
    parentTransactionId: transactionId,
  }
  t.strictSame(sent, { id: sent.id, state: 'succeeded', fact })
  t.strictSame(await stripe.readRefund(sent.id, refund, signal), sent)
  t.strictSame(await stripe.findRefund(refund, signal), sent)
  t.equal(Object.keys(control.books.stripeRefunds).length, 1)
  control.settle(sent.id, 'failed')
  const back = { ...fact, state: 'RefundFailed', gross: '10.00' }
  const failed = { id: sent.id, state: 'failed', message: 'expired_or_canceled_card', fact: back }
  t.strictSame(await stripe.readRefund(sent.id, refund, signal), failed)
})

t.test('a refund whose key has another amount is found, and an unknown one stays unknown', async t => {
  const { stripe, press, control } = await playGateway(t)
  const { id, url } = await stripe.open(request, signal)
  await press(url, 'pay')
  const transactionId = control.books.sessions[id]?.payment?.intent ?? ''
  const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
  const sent = await stripe.refund(refund, signal)
  t.strictSame(await stripe.refund({ ...refund, amount: '5.00' }, signal), sent, 'the key decides')
  control.outages.plan({ kind: 'fail' })
  const other = { ...refund, key: 'r-2' }
  await failureOf(stripe.refund(other, signal))
  t.match(await failureOf(stripe.refund(other, signal)), { kind: 'unknown', code: 'stored_failure' })
  t.match(await failureOf(stripe.refund({ ...refund, key: 'r-3', amount: '29.90' }, signal)), { kind: 'refused' })
})

t.test('a defect stays a defect', async t => {
  const { call } = scriptCall(...Array.from({ length: 3 }, () => new TypeError('a defect')))
  const account = { secretKey: 'sk_test_1', live: false }
  const stripe = stripeClient(account, { url: '', call, now: () => start })
  const refund = { key: 'r-1', order: request.order, transactionId: 'pi_1', amount: '10.00', currency: 'EUR' }
  for (const promise of [stripe.open(request, signal), stripe.expire('cs_1', signal), stripe.refund(refund, signal)]) {
    t.match(await failureOf(promise), { kind: undefined, message: 'a defect' })
  }
})
