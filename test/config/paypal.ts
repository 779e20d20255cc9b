import t from 'tap'
import { readPaypalConfig } from '../../hooks/config/paypal.ts'

const read = (mode: string | undefined, url?: string) =>
  readPaypalConfig({ PAYPAL_VERIFICATION: mode, PAYPAL_POSTBACK_URL: url, PAYPAL_CERT_URL: url })

t.test('the mode decides which PayPal is asked, if any', async t => {
  t.strictSame(read('off'), { mode: 'off' })
  t.strictSame(read('live'), {
    mode: 'live',
    postbackUrl: 'https://ipnpb.paypal.com/cgi-bin/webscr',
    certificateUrl: 'https://api.paypal.com/v1/notifications/certs/',
  })
  t.strictSame(read('sandbox', ''), {
    mode: 'sandbox',
    postbackUrl: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr',
    certificateUrl: 'https://api.sandbox.paypal.com/v1/notifications/certs/',
  })
})

t.test('a missing or unknown mode is refused with one sentence', async t => {
  for (const [said, word] of [
    [undefined, ''],
    ['on', 'on'],
    ['OFF', 'OFF'],
    ['Live', 'Live'],
  ] as const) {
    const message = `Cannot take payments with PAYPAL_VERIFICATION "${word}": it must be "live", "sandbox", or "off" to accept every callback`
    t.throws(() => read(said), new RangeError(message), word)
  }
})

t.test('a stand-in for PayPal must run on this machine', async t => {
  for (const url of ['http://127.0.0.1:3001/x', 'http://127.1.2.3/', 'https://[::1]:3001', 'http://0x7f000001:1/']) {
    t.strictSame(read('live', url), { mode: 'live', postbackUrl: url, certificateUrl: url }, url)
  }
  for (const url of [
    'http://localhost:3001',
    'http://127.0.0.1.example.org/',
    'http://127.0.0.1@example.org/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://[::ffff:10.0.0.1]/',
    'https://ipnpb.paypal.com/cgi-bin/webscr',
    'ftp://127.0.0.1/',
    '127.0.0.1:3001',
  ]) {
    const message = `Cannot verify callbacks with PAYPAL_POSTBACK_URL "${url}": it is for tests and must be at a loopback address such as http://127.0.0.1:3001`
    t.throws(() => read('sandbox', url), new RangeError(message), url)
    const certificates = () => readPaypalConfig({ PAYPAL_VERIFICATION: 'live', PAYPAL_CERT_URL: url })
    t.throws(certificates, new RangeError(message.replace('PAYPAL_POSTBACK_URL', 'PAYPAL_CERT_URL')), url)
  }
})
