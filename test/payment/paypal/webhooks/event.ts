import t from 'tap'
import { readPaypalEvent } from '../../../../hooks/payment/paypal/webhooks/event.ts'
import { capture, paypalEvent } from '../../../fixtures/payment/paypal-webhooks.ts'

t.test('only the required fields of an event are read', async t => {
  const bytes = Buffer.from(paypalEvent('PAYMENT.CAPTURE.COMPLETED', capture))
  t.strictSame(readPaypalEvent(bytes), { type: 'PAYMENT.CAPTURE.COMPLETED', resource: capture })
})

t.test('an event may have no resource', async t => {
  for (const text of ['{"event_type":"x"}', '{"event_type":"x","resource":[]}'])
    t.strictSame(readPaypalEvent(Buffer.from(text)), { type: 'x', resource: {} })
})

t.test('a body that is no event is refused by its missing field', async t => {
  const table: [string, string][] = [
    ['x', 'Cannot read the body: it must be JSON'],
    ['[]', 'Cannot read the body: it must be a JSON object'],
    ['{"resource":{}}', 'Cannot read event_type: it must be a string'],
    ['{"resource":{},"event_type":1}', 'Cannot read event_type: it must be a string'],
  ]
  for (const [text, message] of table) {
    t.throws(() => readPaypalEvent(Buffer.from(text)), { outcome: 'malformed', message }, text)
  }
})
