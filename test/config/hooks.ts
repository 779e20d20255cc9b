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
  t.match(readHooksConfig({ TLS_CERT_FILE: '/tls/tls.crt', TLS_KEY_FILE: '/tls/tls.key', TOKENS_FOLDER: '/tokens' }), {
    tls: { certFile: '/tls/tls.crt', keyFile: '/tls/tls.key' },
    tokensFolder: '/tokens',
  })
  const empty = { TLS_CERT_FILE: '', TLS_KEY_FILE: '', TOKENS_FOLDER: '' }
  t.strictSame(readHooksConfig(empty), readHooksConfig({}))
})

t.test('half a certificate is none', async t => {
  const message = (cert: string, key: string) =>
    `Cannot speak TLS with TLS_CERT_FILE "${cert}" and TLS_KEY_FILE "${key}": it must be both or neither`
  t.throws(() => readHooksConfig({ TLS_CERT_FILE: '/a' }), new RangeError(message('/a', '')))
  t.throws(() => readHooksConfig({ TLS_KEY_FILE: '/b' }), new RangeError(message('', '/b')))
})
