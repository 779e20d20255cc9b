import t from 'tap'
import { readHooksConfig } from '../../hooks/config/hooks.ts'

const usual = { metricsPort: 9090, drainMs: 0, maxBodyBytes: 1_048_576 }
t.strictSame(
  readHooksConfig({}),
  { host: '0.0.0.0', port: 8080, logLevel: 'info', ...usual },
  'hooks listen on port 8080',
)
t.strictSame(
  readHooksConfig({ HOST: '127.0.0.1', PORT: '8081', LOG_LEVEL: 'warn' }),
  { host: '127.0.0.1', port: 8081, logLevel: 'warn', ...usual },
  'and on another port if configured',
)
t.throws(() => readHooksConfig({ PORT: 'x' }), RangeError, 'a wrong port is an error, not another port')

t.test('a certificate and tokens are optional', async t => {
  t.match(readHooksConfig({ CERTIFICATES: '/tls', TOKENS: '/tokens' }), { certificates: '/tls', tokens: '/tokens' })
  t.strictSame(readHooksConfig({ CERTIFICATES: '', TOKENS: '' }), readHooksConfig({}))
})

t.test('the largest request is set, from 1 to 512 MiB', async t => {
  for (const [text, bytes] of [
    ['', 1_048_576],
    ['1', 1_048_576],
    ['16', 16_777_216],
    ['512', 536_870_912],
  ] as const)
    t.equal(readHooksConfig({ MAX_BODY_MEBIBYTES: text }).maxBodyBytes, bytes, text)
  for (const text of ['0', '513', '1.5', '-1', '1e2', 'many', '0512'])
    t.throws(() => readHooksConfig({ MAX_BODY_MEBIBYTES: text }), {
      message: `Cannot read requests of MAX_BODY_MEBIBYTES "${text}": it must be a number from 1 to 512`,
    })
})
