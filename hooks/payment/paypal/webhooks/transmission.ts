import type { Callback } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'

/** The headers of a webhook message that PayPal signed, unchecked. */
export type Transmission = Readonly<Partial<Record<keyof typeof headerNames, string>>>

const headerNames = {
  id: 'paypal-transmission-id',
  time: 'paypal-transmission-time',
  signature: 'paypal-transmission-sig',
  certificate: 'paypal-cert-url',
  algorithm: 'paypal-auth-algo',
} as const

/** Picks the headers of PayPal's webhooks. Node joins repeated headers by a comma, which is valid in none of them. */
export function transmissionOf(headers: Callback['headers']): Transmission {
  const given = Object.entries(headerNames).map(([name, header]) => [name, headers[header]?.toString()])
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

const algorithm = 'SHA256withRSA'

/**
 * The parts of a transmission, each in a valid form. The address of the certificate must begin with `certificates`, host
 * and path: any other host could serve a certificate of its own and sign anything. Throws a Refusal that names the header
 * (PayPal, Webhooks: integration guide, message headers).
 */
export function requireTransmission(
  { id = '', time = '', signature = '', certificate = '', ...others }: Transmission,
  certificates: string,
): { id: string; time: string; signature: Buffer; certificate: string } {
  if (others.algorithm !== algorithm) throw headerRefusal('algorithm', `be ${algorithm}`)
  if (!/^[\w-]{1,64}$/.test(id)) throw headerRefusal('id', 'be letters, digits and -')
  if (!/^[\dTZ:.+-]{1,40}$/.test(time)) throw headerRefusal('time', 'be a time')
  if (!/^[A-Za-z0-9+/]{1,1400}={0,2}$/.test(signature)) throw headerRefusal('signature', 'be base64')
  const isPaypalAddress =
    certificate.startsWith(certificates) && /^[\w-]{1,128}$/.test(certificate.slice(certificates.length))
  if (!isPaypalAddress) throw headerRefusal('certificate', `be ${certificates}<name>`)
  return { id, time, signature: Buffer.from(signature, 'base64'), certificate }
}

/** The refusal of a message for one of its headers; `must` completes "it must". */
export function headerRefusal(part: keyof Transmission, must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify ${headerNames[part]}: it must ${must}`)
}
