import t from 'tap'
import { requireStripeKey } from '../../../hooks/gateway/stripe/key.ts'

t.test('a key of the mode is accepted', async t => {
  for (const [key, live] of [
    ['sk_live_1', true],
    ['rk_live_1', true],
    ['sk_test_1', false],
    ['rk_test_1', false],
  ] as const) {
    t.doesNotThrow(() => requireStripeKey(key, live))
  }
})

t.test('any other key is refused in words that do not repeat it', async t => {
  const table: [string, boolean, string][] = [
    ['sk_test_1', true, 'it must be of live mode, and the configured one is of test mode'],
    ['rk_live_1', false, 'it must be of test mode, and the configured one is of live mode'],
    ['pk_live_1', true, 'it must begin with sk_live_ or rk_live_'],
    ['', false, 'it must begin with sk_test_ or rk_test_'],
    ['sk_test_1\n', false, 'it must begin with sk_test_ or rk_test_'],
  ]
  for (const [key, live, must] of table) {
    const message = `Cannot use the secret key of Stripe: ${must}`
    t.throws(() => requireStripeKey(key, live), { kind: 'keys', message })
  }
})
