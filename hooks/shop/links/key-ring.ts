import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A secret of 32 random bytes, and the id that names it in links. */
export interface Key {
  id: string
  bytes: Buffer
}

/** The keys of a folder: one signs, all verify. */
export interface KeyRing {
  signingKey(): Key
  findKey(id: string): Key | undefined
}

/** The files of the folder at the last reading. */
export interface KeyFiles {
  /** The number of readable keys; 0 while none is readable, and the keys of an earlier reading are used. */
  readable: number
  /** The number of files that are named like a key and hold none. */
  unreadable: number
}

/** The keys of a folder, which is read again every 10 seconds. */
export interface KeyFolder extends KeyRing {
  countFiles(): KeyFiles
}

/** The time after which the folder is read again. */
const rereadMs = 10_000

/** The kubelet takes up to two minutes to bring a changed Secret to all pods (Kubernetes: Secrets, mounted Secrets). */
const spreadMs = 120_000

/**
 * The keys of a folder, as Kubernetes mounts a Secret: a file's name is the id of a key, its content 32 bytes in base64.
 * The highest id signs. A new key signs only two minutes after it appeared, because another replica may not know it before.
 * A change takes effect within 10 s. While no key is readable, the last readable keys are used. Throws if the folder has no
 * readable key at the start. `now` is in milliseconds.
 */
export function openKeyRing(folder: string, { variable, now }: { variable: string; now: () => number }): KeyFolder {
  let files = readFiles(folder)
  let keys = files.filter(isKey)
  if (keys.length === 0) throw noKeyError(variable, folder)
  let readAt = now()
  const signsAt = new Map(keys.map(({ id }) => [id, readAt]))

  function currentKeys(): readonly Key[] {
    if (now() - readAt < rereadMs) return keys
    readAt = now()
    files = readFiles(folder)
    const found = files.filter(isKey)
    if (found.length > 0) keys = found
    for (const { id } of found) if (!signsAt.has(id)) signsAt.set(id, readAt + spreadMs)
    return keys
  }

  return {
    signingKey() {
      const all = currentKeys() as [Key, ...Key[]]
      const signs = ({ id }: Key) => Number(signsAt.get(id)) <= now()
      return all.find(signs) ?? all[0]
    },
    findKey: wanted => currentKeys().find(({ id }) => id === wanted),
    countFiles() {
      currentKeys()
      const readable = files.filter(isKey).length
      return { readable, unreadable: files.length - readable }
    },
  }
}

/** The files of the folder that are named like a key, the highest id first: 10 is higher than 9. */
function readFiles(folder: string): Key[] {
  try {
    return readdirSync(folder)
      .filter(name => /^[a-z0-9]{1,16}$/.test(name))
      .map(id => ({ id, bytes: readKey(join(folder, id)) }))
      .sort((a, b) => b.id.localeCompare(a.id, 'en', { numeric: true }))
  } catch {
    return []
  }
}

function isKey({ bytes }: Key): boolean {
  return bytes.length === 32
}

function readKey(path: string): Buffer {
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
}

function noKeyError(variable: string, folder: string): RangeError {
  return new RangeError(
    `Cannot use the keys of ${variable} "${folder}": it must be a folder of files such as "1", each 32 bytes in base64`,
  )
}
