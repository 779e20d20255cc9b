import { createPublicKey } from 'node:crypto'
import t from 'tap'
import { readPaypalCertificate } from '../../../../hooks/payment/paypal/webhooks/certificate.ts'
import {
  byAnotherKind,
  issued,
  issuer,
  ofAnother,
  paypalCertificate,
  paypalKey,
} from '../../../fixtures/payment/paypal-certificates.ts'

t.test('a certificate has a key and a validity, alone or with its issuers', async t => {
  for (const text of [paypalCertificate, issued, issued + issuer, `subject=…\n${issued}\n${issuer}`]) {
    const { key, from, until } = readPaypalCertificate(text)
    t.ok(key.equals(createPublicKey(paypalKey)))
    t.strictSame([from, until], [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2126-01-01T00:00:00Z')])
  }
})

t.test("a certificate that is not PayPal's is refused", async t => {
  const table: [string, string][] = [
    ['', 'be PEM'],
    ['<html>', 'be PEM'],
    [paypalCertificate.replace(/MII.{40}/, 'MIIx'), 'be PEM'],
    [ofAnother, 'be of paypal.com'],
    [issuer, 'be of paypal.com'],
    [byAnotherKind, 'be of an RSA key'],
    [paypalCertificate + issuer, 'be signed by the next one'],
    [issued + paypalCertificate, 'be signed by the next one'],
    [issued + issuer + paypalCertificate, 'be signed by the next one'],
  ]
  for (const [text, must] of table) {
    const message = `Cannot verify the certificate of PayPal: it must ${must}`
    t.throws(() => readPaypalCertificate(text), { outcome: 'not-genuine', message }, must)
  }
})
