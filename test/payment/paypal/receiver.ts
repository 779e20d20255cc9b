import t from 'tap'
import { requireReceiver } from '../../../hooks/payment/paypal/receiver.ts'

t.test('one of the names of the payee must be ours', async t => {
  const account = { paypalReceivers: ['SHOP@example.org', 'S8XGHLYDW9T3S'] }
  t.doesNotThrow(() => requireReceiver(['other@example.org', 'shop@Example.org'], account))
  t.doesNotThrow(() => requireReceiver(['S8XGHLYDW9T3S'], account))
  const message = 'Cannot accept the payment: its receiver must be a PayPal account of this conference'
  for (const paid of [[], [''], ['thief@example.org']]) {
    t.throws(() => requireReceiver(paid, account), { outcome: 'foreign', message })
  }
  const none = 'Cannot accept the payment: a PayPal receiver must be configured; then send the callback again'
  t.throws(() => requireReceiver([''], { paypalReceivers: [] }), { outcome: 'unavailable', message: none })
})
