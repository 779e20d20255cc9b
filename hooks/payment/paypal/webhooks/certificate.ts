import { type KeyObject, X509Certificate } from 'node:crypto'
import { Refusal } from '../../refusal.ts'

/** What a message of PayPal's is verified with, for as long as the certificate is good: milliseconds since 1970. */
export interface PaypalKey {
  key: KeyObject
  from: number
  until: number
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Reads a certificate as PayPal serves it: PEM, maybe with those of its issuers behind it. It must be of PayPal's name
 * and an RSA key, and each must be signed by the next. Whether the last is one the world trusts is not looked at: what
 * vouches for all of them is the TLS of the host they come from. Throws a Refusal.
 */
export function readPaypalCertificate(text: string): PaypalKey {
  const [certificate, ...issuers] = (text.match(pem) ?? []).map(parseCertificate)
  if (certificate === undefined) throw certificateRefusal('be PEM')
  if (!/^CN=(?:[\w-]+\.)*paypal\.com$/m.test(certificate.subject)) throw certificateRefusal('be of paypal.com')
  if (certificate.publicKey.asymmetricKeyType !== 'rsa') throw certificateRefusal('be of an RSA key')
  const chain = [certificate, ...issuers]
  if (!issuers.every((issuer, index) => isIssued(chain[index], issuer)))
    throw certificateRefusal('be signed by the next one')
  const { validFromDate, validToDate, publicKey } = certificate
  return { key: publicKey, from: validFromDate.getTime(), until: validToDate.getTime() }
}

function isIssued(certificate: X509Certificate | undefined, issuer: X509Certificate): boolean {
  return certificate?.checkIssued(issuer) === true && certificate.verify(issuer.publicKey)
}

function parseCertificate(text: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw certificateRefusal('be PEM')
  }
}

function certificateRefusal(must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify the certificate of PayPal: it must ${must}`)
}
