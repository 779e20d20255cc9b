import { createHash, timingSafeEqual } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How long a token that was taken away may still be accepted, in milliseconds. */
const rereadMs = 10_000

/** Says whether a token is one of those accepted now. */
export type TokenCheck = (token: string) => boolean

/**
 * Accepts the tokens of a folder, one in each file, as Kubernetes mounts a Secret: several, so that one can be put in the
 * place of another while both are good. What changes is noticed within 10 s; while the folder cannot be read, what it
 * held last is good. Throws when there is no token to begin with. `now` is in milliseconds.
 */
export function acceptTokens(folder: string, now: () => number): TokenCheck {
  let digests = readDigests(folder) ?? []
  if (digests.length === 0) throw new RangeError(`Cannot accept tokens of "${folder}": it must hold a file with one`)
  let readAt = now()
  return token => {
    if (now() - readAt >= rereadMs) {
      readAt = now()
      digests = readDigests(folder) ?? digests
    }
    // Digests have one length, and each is compared whole, so that the time taken tells nothing.
    const digest = digestOf(token)
    return digests.map(accepted => timingSafeEqual(accepted, digest)).includes(true)
  }
}

function readDigests(folder: string): Buffer[] | undefined {
  try {
    // Kubernetes keeps the files of a Secret in a folder whose name begins with two dots.
    const names = readdirSync(folder).filter(name => !name.startsWith('.'))
    const tokens = names.map(name => readFileSync(join(folder, name), 'utf8').trim())
    return tokens.filter(token => token !== '').map(digestOf)
  } catch {
    return undefined
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
