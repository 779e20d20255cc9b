import t from 'tap'
import { readPaypalEvent } from '../../../../hooks/payment/paypal/webhooks/event.ts'
import { capture, paypalEvent } from '../../../fixtures/paypal-webhooks.ts'

t.test('only the required fields of an event are read', async t => {
  const bytes = Buffer.from(paypalEvent('PAYMENT.CAPTURE.COMPLETED', capture))
  t.strictSame(readPaypalEvent(bytes), { type: 'PAYMENT.CAPTURE.COMPLETED', resource: capture })
})

t.test('a body that is no event is refused by its missing field', async t => {
  const table: [string, string][] = [
    ['x', 'Cannot read the body: it must be JSON'],
    ['[]', 'Cannot read the body: it must be a JSON object'],
    ['{"resource":{}}', 'Cannot read event_type: it must be a string'],
    ['{"resource":{},"event_type":1}', 'Cannot read event_type: it must be a string'],
    ['{"event_type":"x"}', 'Cannot read resource: it must be an object'],
    ['{"event_type":"x","resource":[]}', 'Cannot read resource: it must be an object'],
  ]
  for (const [text, message] of table) {
    t.throws(() => readPaypalEvent(Buffer.from(text)), { outcome: 'malformed', message }, text)
  }
})
