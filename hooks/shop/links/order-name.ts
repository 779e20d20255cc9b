import { randomBytes } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const length = 13

/** The name of a new order of the shop: `web-` and 13 random letters and digits, 65 bits. */
export function newOrderName(): string {
  const letters = [...randomBytes(length)].map(byte => alphabet[byte & 31])
  return `web-${letters.join('')}`
}
