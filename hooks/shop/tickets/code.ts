import { type KeyObject, sign, verify } from 'node:crypto'
import { readBase32, writeBase32 } from './base32.ts'
import { type CodedTicket, type CodeFields, readCodeBytes, uidTagOf, writeCodeBytes } from './code-bytes.ts'
import { deriveSigningKey, type MasterKey } from './keys.ts'

/** A code as it was read. Only `hasGenuineSignature` shows whether the shop wrote it. */
export interface TicketCode extends CodeFields {
  signed: Buffer
  signature: Buffer
}

/** The text before the signed bytes, so that no signature for another purpose is valid for a code. */
const purpose = Buffer.from('kconference ticket v1')
const signatureBytes = 64

/** The longest names give 271 characters. */
const longestCode = 300

/**
 * The code of a ticket, in base32: its bytes and their signature (docs/ticket-codes.md). The signature is Ed25519, which
 * is deterministic, so the same ticket always has the same code. `conference` and `ticket` are names of objects. Throws
 * a RangeError for a name that the code cannot hold.
 */
export function signTicketCode(ticket: CodedTicket, master: MasterKey): string {
  const signed = writeCodeBytes(ticket, master.id)
  const signature = sign(null, Buffer.concat([purpose, signed]), deriveSigningKey(master, ticket.conference))
  return writeBase32(Buffer.concat([signed, signature]))
}

/** The fields of a code in upper or lower case; undefined if the text is no code. The signature is not verified here. */
export function readTicketCode(text: string): TicketCode | undefined {
  const bytes = text.length > longestCode ? undefined : readBase32(text)
  if (bytes === undefined || bytes.length < signatureBytes) return undefined
  const signed = bytes.subarray(0, -signatureBytes)
  const fields = readCodeBytes(signed)
  return fields && { ...fields, signed, signature: bytes.subarray(-signatureBytes) }
}

/** Whether the private half of the key signed the code. The key must be of the conference that the reader is for. */
export function hasGenuineSignature({ signed, signature }: TicketCode, publicKey: KeyObject): boolean {
  return verify(null, Buffer.concat([purpose, signed]), publicKey, signature)
}

/** Whether the code is for the ticket with this first uid, and not for one of the same name before it. */
export function isCodeOf({ uidTag }: Pick<TicketCode, 'uidTag'>, uid: string): boolean {
  return uidTag.equals(uidTagOf(uid))
}

/**
 * The address in the QR code: every phone opens it. A QR code has a dense form for upper-case letters, digits and a few
 * signs, and neither a scheme nor a host depends on its case (RFC 3986, section 6.2.2.1).
 */
export function codeUrl(shopUrl: string, code: string): string {
  return `${shopUrl.toUpperCase()}/T/${code}`
}
