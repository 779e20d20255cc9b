import { createPublicKey } from 'node:crypto'
import t from 'tap'
import { certificateUrls, paypalKeys } from '../../../../hooks/payment/paypal/webhooks/certificates.ts'
import { now } from '../../../fixtures/objects.ts'
import { aCaller } from '../../../fixtures/payment/callers.ts'
import { ofAnother, paypalCertificate, paypalKey } from '../../../fixtures/payment/paypal-certificates.ts'
import { startCertificateHost } from '../../../fixtures/payment/paypal-webhooks.ts'

const deadline = AbortSignal.timeout(60_000)
const key = createPublicKey(paypalKey)

async function certificates(t: Parameters<typeof startCertificateHost>[0], { patienceMs = 10_000 } = {}) {
  const host = await startCertificateHost(t)
  const clock = { now }
  const keys = paypalKeys({ patienceMs, now: () => clock.now })
  const caller = aCaller()
  return { host, clock, caller, get: (name: string) => keys(`${host.url}${name}`, { caller, deadline }) }
}

t.test('each mode has its own host of certificates', async t => {
  t.strictSame(certificateUrls, {
    live: 'https://api.paypal.com/v1/notifications/certs/',
    sandbox: 'https://api.sandbox.paypal.com/v1/notifications/certs/',
  })
})

t.test('a certificate is fetched once, even if many wait for it', async t => {
  const { host, caller, get } = await certificates(t)
  const keys = await Promise.all(Array.from({ length: 20 }, () => get('CERT-1')))
  t.ok(keys.every(found => found.equals(key)))
  t.ok(host.asked.length <= 4, 'the number of fetches at once is bounded')
  host.asked.length = 0
  caller.charges = 0
  t.ok((await get('CERT-1')).equals(key))
  t.strictSame([host.asked, caller.charges], [[], 0], 'a cached certificate costs nothing')
})

t.test('twenty certificates are cached', async t => {
  const { host, get } = await certificates(t)
  for (let number = 0; number <= 20; number++) await get(`CERT-${number}`)
  await get('CERT-1')
  t.equal(host.asked.length, 21)
  await get('CERT-0')
  t.equal(host.asked.length, 22)
})

t.test('a certificate is valid from its first day to its last', async t => {
  const { host, clock, get } = await certificates(t)
  const refusal = { outcome: 'not-genuine', message: 'Cannot verify the certificate of PayPal: it must be valid now' }
  clock.now = Date.parse('2025-12-31T23:59:59Z')
  await t.rejects(get('CERT-1'), refusal)
  clock.now = now
  await get('CERT-1')
  clock.now = Date.parse('2126-01-01T00:00:00Z')
  await t.rejects(get('CERT-1'), refusal)
  t.equal(host.asked.length, 3, 'an expired certificate is fetched again')
})

t.test("a missing certificate and one that is not PayPal's are not genuine", async t => {
  const { host, get } = await certificates(t)
  for (const status of [400, 404]) {
    host.answer = response => response.writeHead(status).end('{}')
    const message = 'Cannot fetch the certificate of PayPal: its address must exist at PayPal'
    await t.rejects(get('CERT-1'), { outcome: 'not-genuine', message })
  }
  host.answer = response => response.end(ofAnother)
  const message = 'Cannot verify the certificate of PayPal: it must be of paypal.com'
  await t.rejects(get('CERT-1'), { outcome: 'not-genuine', message })
})

t.test('a certificate that is too slow, too large or unreachable is 503', async t => {
  const { host, get } = await certificates(t, { patienceMs: 500 })
  const message = 'Cannot fetch the certificate of PayPal: PayPal did not answer; send the callback again'
  const elsewhere = `${host.url}CERT-2`
  const table: [typeof host.answer, unknown][] = [
    [
      response => response.writeHead(503).end(),
      { message: 'Cannot fetch the certificate of PayPal: PayPal must answer 200, but answered 503' },
    ],
    [
      response => response.writeHead(204).end(),
      { message: 'Cannot fetch the certificate of PayPal: PayPal must answer 200, but answered 204' },
    ],
    [response => response.end(paypalCertificate + ' '.repeat(65_536)), { message: /at most 65536 bytes/ }],
    [response => response.writeHead(302, { location: elsewhere }).end(), { message: 'unexpected redirect' }],
    [response => response.destroy(), { message: /.*/ }],
    [() => {}, { name: 'AbortError' }],
    [response => response.write('-----BEGIN'), { name: 'AbortError' }],
  ]
  for (const [answer, cause] of table) {
    host.answer = answer
    await t.rejects(get('CERT-1'), { outcome: 'unavailable', message, cause })
  }
  t.equal(host.asked.length, table.length, 'no redirect is followed')
  host.answer = response => response.end(paypalCertificate)
  t.ok((await get('CERT-1')).equals(key), 'a failure is not cached')
})
