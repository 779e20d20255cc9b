import { type KeyObject, verify } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { headerRefusal } from './transmission.ts'

/** A message may be dated 5 minutes ahead, and four days back: PayPal repeats it for three days. */
const earlyMs = 300_000
const lateMs = 4 * 86_400_000

interface SignedTransmission {
  id: string
  time: string
  signature: Buffer
  key: KeyObject
  webhooks: string[]
  now: number
}

/**
 * Throws a Refusal unless the key has signed exactly these bytes for one of our webhooks: RSA with SHA-256 over
 * `<id>|<time>|<webhook id>|<CRC-32 of the bytes, decimal>` (PayPal, Webhooks: integration guide, verify signatures).
 *
 * The signature must be at most four days older than `now` (milliseconds). A repeated message is harmless, because it is
 * recorded once. But an attacker with the headers of one message can forge other bytes with the same CRC-32, so the
 * headers must expire.
 */
export function requirePaypalSignature(
  bytes: Buffer,
  { id, time, signature, key, webhooks, now }: SignedTransmission,
): void {
  const checksum = crc32(bytes)
  const isSigned = (webhook: string) =>
    verify('sha256', Buffer.from(`${id}|${time}|${webhook}|${checksum}`), key, signature)
  if (!webhooks.some(isSigned)) throw headerRefusal('signature', 'sign this body for a configured webhook id')
  const age = now - Date.parse(time)
  if (!(age >= -earlyMs && age <= lateMs)) throw headerRefusal('time', 'be of the last four days')
}
