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
 * Answers 429 to a source of which too many calls are unverified: found not to be genuine, or not looked at yet. The
 * function that is returned takes a call out of the count once it is verified, so a sale is never too many; any answer
 * but 400 and 401 does too. The source is the address of the connection, or what a trusted proxy says it is.
 */
export function limitUnverifiedCalls(
  server: FastifyInstance,
  { now, most, window, sources }: CallLimit & { now: () => number },
): (request: FastifyRequest) => void {
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
  const verified = (request: FastifyRequest) => {
    const source = counted.get(request)
    if (source !== undefined) source.calls -= 1
    counted.delete(request)
  }
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
    if (reply.sent && !unverified.includes(reply.statusCode)) verified(request)
  })
  return verified
}
