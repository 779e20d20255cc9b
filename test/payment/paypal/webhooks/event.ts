import t from 'tap'
import { readPaypalEvent } from '../../../../hooks/payment/paypal/webhooks/event.ts'
import { capture, paypalEvent } from '../../../fixtures/paypal-webhooks.ts'

t.test('of an event only what is needed is read', async t => {
  const bytes = Buffer.from(paypalEvent('PAYMENT.CAPTURE.COMPLETED', capture))
  t.strictSame(readPaypalEvent(bytes), { type: 'PAYMENT.CAPTURE.COMPLETED', resource: capture })
})

t.test('what is no event is refused by the field that is missing', async t => {
  const table: [string, string][] = [
    ['x', 'reading the body: must be JSON'],
    ['[]', 'reading the body: must be a JSON object'],
    ['{"resource":{}}', 'reading event_type: must be a string'],
    ['{"resource":{},"event_type":1}', 'reading event_type: must be a string'],
    ['{"event_type":"x"}', 'reading resource: must be an object'],
    ['{"event_type":"x","resource":[]}', 'reading resource: must be an object'],
  ]
  for (const [text, message] of table) {
    t.throws(() => readPaypalEvent(Buffer.from(text)), { outcome: 'malformed', message }, text)
  }
})
