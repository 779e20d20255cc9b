import { createHash, timingSafeEqual } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { logSync } from './log.ts'

/** The time after which the tokens are read again. Until then, a removed token may still be accepted. */
const rereadMs = 10_000

/** Whether a token is accepted at this moment. */
export type TokenCheck = (token: string) => boolean

/**
 * Accepts the tokens of a folder, one in each file, as Kubernetes mounts a Secret. The folder may hold several, so that
 * both the old and the new token are valid during a rotation. A change takes effect within 10 s. While the folder is
 * unreadable, the last tokens stay valid. Throws if the folder has no token at the start. `now` is in milliseconds.
 */
export function acceptTokens(folder: string, now: () => number): TokenCheck {
  let digests = readDigests(folder) ?? []
  if (digests.length === 0) throw new RangeError(`Cannot accept tokens of "${folder}": it must hold at least one`)
  let readAt = now()
  return token => {
    if (now() - readAt >= rereadMs) {
      readAt = now()
      digests = readDigests(folder) ?? digests
    }
    // All digests have one length, and every one is compared in full, so that the duration reveals nothing.
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

/** Refuses a call of a hook without an accepted token (RFC 6750), before its body is read. Probes need no token. */
export function requireToken(server: FastifyInstance, isAccepted: TokenCheck): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.call === undefined) return
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined && isAccepted(token)) return
    const error = `Cannot call "${request.url}": the header Authorization must hold an accepted token`
    logSync(request, 'unauthorized', { error })
    // The rest of the request stays unread, so the connection must end.
    await reply.code(401).header('www-authenticate', 'Bearer').header('connection', 'close').send({ error })
  })
}
