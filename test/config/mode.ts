import t from 'tap'
import { readMode } from '../../hooks/config/mode.ts'

t.test('a gateway is live or in its own test mode', async t => {
  t.equal(readMode('PAYPAL_MODE', 'live', 'sandbox'), true)
  t.equal(readMode('PAYPAL_MODE', 'sandbox', 'sandbox'), false)
  const message = 'Cannot call gateways with PAYPAL_MODE "test": it must be "live" or "sandbox"'
  t.throws(() => readMode('PAYPAL_MODE', 'test', 'sandbox'), new RangeError(message))
})
