import t from 'tap'
import { gatewayUrl } from '../../hooks/gateway/addresses.ts'

t.test('real money and tests have their addresses', async t => {
  t.strictSame(
    (['STRIPE', 'PAYPAL'] as const).flatMap(one => [true, false].map(live => gatewayUrl(one, { live }))),
    [
      'https://api.stripe.com',
      'https://api.stripe.com',
      'https://api-m.paypal.com',
      'https://api-m.sandbox.paypal.com',
    ],
  )
})

t.test('a setting may repeat the real address, or name a program on this machine', async t => {
  const read = (given: string) => gatewayUrl('PAYPAL', { live: true, given })
  t.strictSame(['', 'https://api-m.paypal.com/', 'http://127.0.0.1:3090/', 'http://[::1]:3090'].map(read), [
    'https://api-m.paypal.com',
    'https://api-m.paypal.com',
    'http://127.0.0.1:3090',
    'http://[::1]:3090',
  ])
  for (const given of ['https://api-m.sandbox.paypal.com', 'http://localhost:3090', 'https://evil.example', 'x']) {
    t.throws(
      () => read(given),
      new RangeError(
        `Cannot call PAYPAL at "${given}": it must be https://api-m.paypal.com or a loopback address such as http://127.0.0.1:3090`,
      ),
    )
  }
})
