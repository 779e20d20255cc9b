import t from 'tap'
import { callerName } from '../../hooks/http/caller-name.ts'

t.test('each IPv4 address is a source, even in IPv6 notation', async t => {
  t.equal(callerName('192.0.2.1'), '192.0.2.1')
  for (const mapped of ['::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1']) {
    t.equal(callerName(mapped), '192.0.2.1', mapped)
  }
})

t.test('all addresses of one IPv6 network are one source, and those of the next are another', async t => {
  const table = [
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['::1', '::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b::/64'],
  ] as const
  for (const [address, name] of table) t.equal(callerName(address), name, address)
})

t.test('any other text of a proxy is a source too, cut to 64 characters', async t => {
  t.equal(callerName('unknown'), 'unknown')
  t.equal(callerName('x'.repeat(1000)), 'x'.repeat(64))
})
