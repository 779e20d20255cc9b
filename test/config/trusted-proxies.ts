import t from 'tap'
import { readTrustedProxies } from '../../hooks/config/trusted-proxies.ts'

t.test('proxies are addresses or ranges', async t => {
  t.strictSame(readTrustedProxies(''), [])
  t.strictSame(readTrustedProxies('10.0.0.0/8, 127.0.0.1 fd00::/8\n::1'), [
    '10.0.0.0/8',
    '127.0.0.1',
    'fd00::/8',
    '::1',
  ])
})

t.test('any other text is refused with one sentence', async t => {
  for (const proxy of ['true', 'ingress', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '::1/129', '/8']) {
    const message = `Cannot trust TRUSTED_PROXIES "${proxy}": it must be an address or a range such as 10.0.0.0/8`
    t.throws(() => readTrustedProxies(`127.0.0.1,${proxy}`), new RangeError(message), proxy)
  }
})
