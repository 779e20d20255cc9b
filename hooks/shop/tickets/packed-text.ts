/** All characters of the names of Kubernetes, and a slash. Their numbers begin with 1; 0 fills the last group. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789-./'
const base = 40

/**
 * Packs a text of lower-case letters, digits, "-", "." and "/": 3 characters take 2 bytes, because 40 × 40 × 40 is less than
 * 65,536. This makes the QR code of a ticket smaller by one version. Throws a RangeError for other characters.
 */
export function packText(text: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(text.length / 3) * 2)
  for (let at = 0; at < text.length; at += 3) {
    const [high, middle, low] = [0, 1, 2].map(next => numberAt(text, at + next)) as [number, number, number]
    bytes.writeUInt16BE((high * base + middle) * base + low, (at / 3) * 2)
  }
  return bytes
}

/** The text that was packed; undefined for bytes that packText does not write. */
export function unpackText(bytes: Buffer): string | undefined {
  if (bytes.length % 2 !== 0) return undefined
  const numbers: number[] = []
  for (let at = 0; at < bytes.length; at += 2) {
    const group = bytes.readUInt16BE(at)
    if (group >= base ** 3) return undefined
    numbers.push(Math.floor(group / base ** 2), Math.floor(group / base) % base, group % base)
  }
  const text = numbers
    .filter(number => number > 0)
    .map(number => alphabet.charAt(number - 1))
    .join('')
  // Only the bytes that packText writes are accepted: zeros only at the end of the last group, and no empty group.
  return packText(text).equals(bytes) ? text : undefined
}

function numberAt(text: string, index: number): number {
  if (index >= text.length) return 0
  const number = alphabet.indexOf(text.charAt(index)) + 1
  if (number > 0) return number
  throw new RangeError(
    `Cannot write "${text}" into a code: it must have only lower-case letters, digits, ".", "-" and "/"`,
  )
}
