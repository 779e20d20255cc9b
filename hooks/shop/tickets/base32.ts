const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const readable = alphabet + alphabet.toLowerCase()

/** Bytes in base32 (RFC 4648, section 6) without padding. */
export function writeBase32(bytes: Uint8Array): string {
  let text = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((value >> bits) & 31)
    }
    value &= 31
  }
  return bits === 0 ? text : text + alphabet.charAt((value << (5 - bits)) & 31)
}

/**
 * The bytes of a text in base32, in upper or lower case; undefined for any other text. The bits after the last byte must be 0,
 * so that only one text, apart from its case, means the same bytes.
 */
export function readBase32(text: string): Buffer | undefined {
  const bytes: number[] = []
  let value = 0
  let bits = 0
  for (const letter of text) {
    const index = readable.indexOf(letter)
    if (index < 0) return undefined
    value = (value << 5) | (index & 31)
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push(value >> bits)
      value &= (1 << bits) - 1
    }
  }
  return bits < 5 && value === 0 ? Buffer.from(bytes) : undefined
}
