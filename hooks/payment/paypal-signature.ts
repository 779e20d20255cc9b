import { type KeyObject, verify } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Refusal } from './refusal.ts'

/**
 * Throws a Refusal unless the key has signed these very bytes for one of our webhooks: RSA with SHA-256 over
 * `<id>|<time>|<webhook id>|<CRC-32 of the bytes, decimal>` (PayPal, Webhooks: integration guide, verify signatures).
 * The time is not judged: PayPal goes on sending a message for three days, and sent twice it is recorded once.
 */
export function requirePaypalSignature(
  bytes: Buffer,
  {
    id,
    time,
    signature,
    key,
    webhooks,
  }: { id: string; time: string; signature: Buffer; key: KeyObject; webhooks: string[] },
): void {
  const checksum = crc32(bytes)
  const isSigned = (webhook: string) =>
    verify('sha256', Buffer.from(`${id}|${time}|${webhook}|${checksum}`), key, signature)
  if (webhooks.some(isSigned)) return
  throw new Refusal(
    'not-genuine',
    'verifying paypal-transmission-sig: must be of these bytes, sent to a webhook of ours',
  )
}
