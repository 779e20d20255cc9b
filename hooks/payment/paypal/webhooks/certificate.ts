import { type KeyObject, X509Certificate } from 'node:crypto'
import { Refusal } from '../../refusal.ts'

/** The key that verifies a message of PayPal's, and the validity of its certificate in milliseconds since 1970. */
export interface PaypalKey {
  key: KeyObject
  from: number
  until: number
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Reads a certificate as PayPal serves it: PEM, followed by the certificates of its issuers, if any. Its name must be
 * PayPal's, its key RSA, and the next certificate must have signed each one. The last issuer need not be a trusted root:
 * the TLS connection to PayPal's host vouches for the whole chain. Throws a Refusal.
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

/** The refusal of a certificate with which PayPal cannot have signed an event; `must` completes "it must". */
export function certificateRefusal(must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify the certificate of PayPal: it must ${must}`)
}
