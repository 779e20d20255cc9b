import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import { countCallbacks } from '../../metrics/payment-metrics.ts'
import { answerUnserved } from './errors.ts'

/** Answers, logs and counts a request whose path or method is not served. */
export type AnswerUnserved = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

/**
 * Gives each request its time of arrival and its deadline, and counts what became of it; what was no callback at all has no
 * outcome. A path that is not served is refused before the body is read. The function that is returned does the same for paths
 * that the router cannot read, of which no hook is told.
 */
export function followCallbacks(
  server: FastifyInstance,
  { now, deadlineMs, registry }: { now: () => number; deadlineMs: number; registry: Registry | undefined },
): AnswerUnserved {
  const count = registry && countCallbacks(registry)

  function beginCallback(request: FastifyRequest): void {
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(), deadlineMs)
    request.callback = {
      arrivedAt: now(),
      deadline: ending.signal,
      facts: {},
      clearDeadline: () => clearTimeout(timer),
    }
  }

  function end({ callback, routeOptions }: FastifyRequest, reply: FastifyReply): void {
    // A timer that went on would hold all that was done for the callback in memory for as long.
    callback.clearDeadline()
    const { outcome } = callback
    if (outcome === undefined) return
    const provider = outcome === 'unserved' ? 'UNKNOWN' : providerOf(routeOptions.url)
    count?.({ provider, outcome, seconds: reply.elapsedTime / 1000 })
  }

  server.decorateRequest('callback')
  server.addHook('onRequest', async (request, reply) => {
    beginCallback(request)
    if (request.is404) return answerUnserved(request, reply)
  })
  server.addHook('onResponse', async (request, reply) => end(request, reply))
  return (request, reply) => {
    beginCallback(request)
    answerUnserved(request, reply)
    end(request, reply)
    return reply
  }
}

/** The route of PayPal's IPN names the namespace alone, the others end with their name. */
function providerOf(route = ''): string {
  return /^\/payment-gateway\/:namespace\/(\w+)$/.exec(route)?.[1]?.toUpperCase() ?? 'PAYPAL'
}
