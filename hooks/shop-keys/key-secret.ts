import { randomBytes } from 'node:crypto'
import { parse, stringify } from 'yaml'
import { derivePublicKey, type MasterKey, writePublicKey } from '../shop/tickets/keys.ts'

/** A Secret of keys as it was read, with its keys, the newest first. */
export interface KeySecret {
  object: { [field: string]: unknown }
  keys: MasterKey[]
}

const keyBytes = 32
const idLike = /^[1-9][0-9]{0,15}$/

/** The manifest of a new Secret with one key. */
export function createSecret({ name, namespace }: { name: string; namespace: string }): string {
  const data = writeKeys([{ id: '1', bytes: randomBytes(keyBytes) }])
  return stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', data })
}

/** A Secret in YAML or JSON, as kubectl prints it. Throws a sentence if it holds anything but keys. */
export function readSecret(manifest: string): KeySecret {
  const object = readObject(manifest)
  const { kind, data } = object
  if (kind !== 'Secret' || !isObject(data) || Object.keys(data).length === 0)
    throw new Error('Cannot read the keys: standard input must be a Secret with data, as kubectl get -o yaml prints it')
  const keys = Object.entries(data).map(([id, value]) => ({ id, bytes: readKey(id, value) }))
  return { object, keys: keys.sort((a, b) => Number(b.id) - Number(a.id)) }
}

/** The manifest of the Secret with a new key, and a limited number of keys. With its resourceVersion, kubectl replaces no other. */
export function rotateSecret({ object, keys }: KeySecret, most: number): string {
  const id = String(Number(keys[0]?.id) + 1)
  const data = writeKeys([{ id, bytes: randomBytes(keyBytes) }, ...keys].slice(0, most))
  const { managedFields: _, ...metadata } = isObject(object['metadata']) ? object['metadata'] : {}
  return stringify({ ...object, metadata, data })
}

/** The manifest of a ConfigMap with the public keys of a conference, by the ids of the keys. */
export function publicConfigMap({ keys }: Pick<KeySecret, 'keys'>, conference: string): string {
  const data = Object.fromEntries(keys.map(key => [key.id, writePublicKey(derivePublicKey(key, conference))]))
  const metadata = { name: 'ticket-public-keys', namespace: conference }
  return stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data })
}

/** A key is a file of 32 bytes in base64, and a Secret has its files in base64 again. */
function writeKeys(keys: readonly MasterKey[]): Record<string, string> {
  return Object.fromEntries(keys.map(({ id, bytes }) => [id, encode(Buffer.from(bytes.toString('base64')))]))
}

function readKey(id: string, value: unknown): Buffer {
  const text = Buffer.from(String(value), 'base64').toString('latin1').trim()
  const bytes = Buffer.from(text, 'base64')
  if (idLike.test(id) && bytes.length === keyBytes && encode(bytes) === text) return bytes
  throw new Error(`Cannot use the key "${id}" of the Secret: it must be 32 bytes in base64, named by a number from 1`)
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64')
}

function readObject(manifest: string): { [field: string]: unknown } {
  try {
    const object: unknown = parse(manifest)
    return isObject(object) ? object : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is { [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
