import { type KeyObject, verify } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Refusal } from '../../refusal.ts'

/** How many milliseconds a message may be early, and late: PayPal goes on sending one for three days. */
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
 * Throws a Refusal unless the key has signed these very bytes for one of our webhooks: RSA with SHA-256 over
 * `<id>|<time>|<webhook id>|<CRC-32 of the bytes, decimal>` (PayPal, Webhooks: integration guide, verify signatures),
 * and no more than four days before `now` (milliseconds). Sent twice it is recorded once, but other bytes of the same
 * CRC-32 are easily made by whoever gets hold of the headers, so they must not be good for ever.
 */
export function requirePaypalSignature(
  bytes: Buffer,
  { id, time, signature, key, webhooks, now }: SignedTransmission,
): void {
  const checksum = crc32(bytes)
  const isSigned = (webhook: string) =>
    verify('sha256', Buffer.from(`${id}|${time}|${webhook}|${checksum}`), key, signature)
  if (!webhooks.some(isSigned)) throw refused('sig', 'be of these bytes, sent to a webhook of ours')
  const age = now - Date.parse(time)
  if (!(age >= -earlyMs && age <= lateMs)) throw refused('time', 'be of the last four days')
}

function refused(header: 'sig' | 'time', must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify paypal-transmission-${header}: it must ${must}`)
}
