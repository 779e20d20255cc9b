import type { Callback } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'

/** What PayPal says of a webhook message in its headers, as it came. */
export type Transmission = Readonly<Partial<Record<keyof typeof headerNames, string>>>

const headerNames = {
  id: 'paypal-transmission-id',
  time: 'paypal-transmission-time',
  signature: 'paypal-transmission-sig',
  certificate: 'paypal-cert-url',
  algorithm: 'paypal-auth-algo',
} as const

/** The headers of PayPal's webhooks. Node joins those that come twice by a comma, which none of them may hold. */
export function transmissionOf(headers: Callback['headers']): Transmission {
  const said = Object.entries(headerNames).map(([name, header]) => [name, headers[header]?.toString()])
  return Object.fromEntries(said.filter(([, value]) => value !== undefined))
}

const algorithm = 'SHA256withRSA'

/**
 * The parts of a transmission, each of a form in which it can be genuine; `certificates` is what the address of the
 * certificate begins with, host and path: whoever else answers there could sign anything. Throws a Refusal that names
 * the header (PayPal, Webhooks: integration guide, message headers).
 */
export function requireTransmission(
  { id = '', time = '', signature = '', certificate = '', ...said }: Transmission,
  certificates: string,
): { id: string; time: string; signature: Buffer; certificate: string } {
  if (said.algorithm !== algorithm) throw headerRefusal('algorithm', `be ${algorithm}`)
  if (!/^[\w-]{1,64}$/.test(id)) throw headerRefusal('id', 'be letters, digits and -')
  if (!/^[\dTZ:.+-]{1,40}$/.test(time)) throw headerRefusal('time', 'be a time')
  if (!/^[A-Za-z0-9+/]{1,1400}={0,2}$/.test(signature)) throw headerRefusal('signature', 'be base64')
  const isPaypalAddress =
    certificate.startsWith(certificates) && /^[\w-]{1,128}$/.test(certificate.slice(certificates.length))
  if (!isPaypalAddress) throw headerRefusal('certificate', `be ${certificates}<name>`)
  return { id, time, signature: Buffer.from(signature, 'base64'), certificate }
}

function headerRefusal(part: keyof Transmission, must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify ${headerNames[part]}: it must ${must}`)
}
