import t from 'tap'
import { readHooksConfig } from '../../hooks/config/hooks.ts'

const usual = { metricsPort: 9090, drainMs: 0 }
t.strictSame(
  readHooksConfig({}),
  { host: '0.0.0.0', port: 8080, logLevel: 'info', ...usual },
  'hooks listen on port 8080',
)
t.strictSame(
  readHooksConfig({ HOST: '127.0.0.1', PORT: '8081', LOG_LEVEL: 'warn' }),
  { host: '127.0.0.1', port: 8081, logLevel: 'warn', ...usual },
  'and elsewhere when told so',
)
t.throws(() => readHooksConfig({ PORT: 'x' }), RangeError, 'and nowhere at all rather than at a place nobody meant')

t.test('a certificate and tokens are used when there are any', async t => {
  t.match(readHooksConfig({ CERTIFICATES: '/tls', TOKENS: '/tokens' }), { certificates: '/tls', tokens: '/tokens' })
  t.strictSame(readHooksConfig({ CERTIFICATES: '', TOKENS: '' }), readHooksConfig({}))
})
