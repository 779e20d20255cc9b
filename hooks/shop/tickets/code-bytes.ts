import { createHash } from 'node:crypto'
import { packText, unpackText } from './packed-text.ts'

/** The ticket that a code is for. */
export interface CodedTicket {
  conference: string
  ticket: string
  /** The first uid of the ticket (hooks/schema/first-uid.ts). A recreated ticket has another uid, and so another code. */
  uid: string
  /** `spec.serial` of the ticket: a code with a lower one was replaced. */
  serial: number
}

/** The content of a code. */
export interface CodeFields extends Omit<CodedTicket, 'uid'> {
  keyId: string
  uidTag: Buffer
}

const version = 1
const tagBytes = 6
const serialAt = 1 + tagBytes
const namesAt = serialAt + 2

/** The bytes of a code before its signature: version, digest of the uid, serial and names (docs/ticket-codes.md). */
export function writeCodeBytes({ conference, ticket, uid, serial }: CodedTicket, keyId: string): Buffer {
  const head = Buffer.alloc(namesAt)
  head.writeUInt8(version)
  uidTagOf(uid).copy(head, 1)
  head.writeUInt16BE(serial, serialAt)
  return Buffer.concat([head, packText(`${keyId}/${conference}/${ticket}`)])
}

/** The fields of the bytes before the signature; undefined if they are of another format. */
export function readCodeBytes(bytes: Buffer): CodeFields | undefined {
  if (bytes.length < namesAt || bytes[0] !== version) return undefined
  const names = unpackText(bytes.subarray(namesAt))?.split('/') ?? []
  const [keyId, conference, ticket] = names
  if (names.length !== 3 || !keyId || !conference || !ticket) return undefined
  return { keyId, conference, ticket, uidTag: bytes.subarray(1, serialAt), serial: bytes.readUInt16BE(serialAt) }
}

/** The first 48 bits of the SHA-256 of a uid. */
export function uidTagOf(uid: string): Buffer {
  return createHash('sha256').update(uid).digest().subarray(0, tagBytes)
}
