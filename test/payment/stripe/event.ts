import t from 'tap'
import { idOf, readStripeEvent } from '../../../hooks/payment/stripe/event.ts'
import { event, session } from '../../fixtures/payment/stripe.ts'

const read = (text: string | Buffer) => readStripeEvent(Buffer.from(text))

t.test('only the required fields of an event are read', async t => {
  const text = event('checkout.session.completed', session, { api_version: '2030-01-01', livemode: false })
  const usual = { type: 'checkout.session.completed', livemode: false, object: session }
  t.strictSame(read(text), { ...usual, account: undefined, occurredAt: undefined })
})

t.test('an event has its time and its connected account', async t => {
  const said = (more: object) => read(event('checkout.session.completed', session, more))
  t.match(said({ created: 1_795_161_600, account: 'acct_1' }), {
    occurredAt: '2026-11-20T08:00:00Z',
    account: 'acct_1',
  })
  t.equal(said({ account: null }).account, undefined)
  t.strictSame(said({ account: [] }).account, [])
  for (const created of ['now', 1.5, 0, -1, 7_258_118_400])
    t.equal(said({ created }).occurredAt, undefined, String(created))
})

t.test('a body that is no event is refused by its missing field', async t => {
  const whole = { type: 'x', livemode: true, data: { object: {} } }
  const table: [string, string][] = [
    ['', 'Cannot read the body: it must be JSON'],
    ['{', 'Cannot read the body: it must be JSON'],
    ['null', 'Cannot read the body: it must be a JSON object'],
    ['[]', 'Cannot read the body: it must be a JSON object'],
    ['"x"', 'Cannot read the body: it must be a JSON object'],
    [JSON.stringify({ ...whole, type: 1 }), 'Cannot read type: it must be a string'],
    [JSON.stringify({ ...whole, livemode: 'true' }), 'Cannot read livemode: it must be true or false'],
  ]
  for (const [text, message] of table) t.throws(() => read(text), { outcome: 'malformed', message }, text)
})

t.test('a thin event has no object', async t => {
  const thin = { id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found', livemode: true }
  for (const data of [undefined, null, {}, { object: 'cs_1' }])
    t.strictSame(read(JSON.stringify({ ...thin, data })).object, {}, JSON.stringify(data))
})

t.test('a reference to another object is an id or the object', async t => {
  t.equal(idOf({ payment_intent: 'pi_1' }, 'payment_intent'), 'pi_1')
  t.equal(idOf({ payment_intent: { id: 'pi_1', object: 'payment_intent' } }, 'payment_intent'), 'pi_1')
  t.equal(idOf({ payment_intent: null }, 'payment_intent'), undefined)
})
