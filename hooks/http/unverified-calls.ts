import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../payment/refusal.ts'

/** How many calls of one source may be unverified in a window of so many milliseconds, and how many sources are remembered. */
export interface CallLimit {
  most: number
  window: number
  sources: number
}

interface Source {
  since: number
  calls: number
}

const unverified = [400, 401]

/**
 * Answers 429 to a source of which too many calls are unverified: found not to be genuine, or not looked at yet. A
 * gateway's own calls are taken out of the count once they are verified, so a sale is never too many. The source is the
 * address of the connection, or what a trusted proxy says it is.
 */
export function limitUnverifiedCalls(
  server: FastifyInstance,
  { now, most, window, sources }: CallLimit & { now: () => number },
): void {
  const known = new Map<string, Source>()

  function sourceOf({ ip }: FastifyRequest): Source {
    const source = known.get(ip)
    if (source !== undefined && now() - source.since < window) return source
    known.delete(ip)
    if (known.size >= sources) known.delete(String(known.keys().next().value))
    const fresh = { since: now(), calls: 0 }
    known.set(ip, fresh)
    return fresh
  }

  const counted = new WeakMap<FastifyRequest, Source>()
  server.addHook('onRequest', async request => {
    const source = sourceOf(request)
    if (source.calls >= most) {
      throw new Refusal(
        'too-many',
        `taking a callback from ${request.ip}: must wait, too many of its calls were not genuine`,
      )
    }
    source.calls += 1
    counted.set(request, source)
  })
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const source = counted.get(request)
    if (source !== undefined && reply.sent && !unverified.includes(reply.statusCode)) source.calls -= 1
  })
}
