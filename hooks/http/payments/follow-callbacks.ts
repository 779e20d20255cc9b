import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import { createPaymentMetrics } from '../../metrics/payment-metrics.ts'
import { answerUnserved } from './errors.ts'

/** Answers, logs and counts a request with an unknown path or method. */
export type AnswerUnserved = (request: FastifyRequest, reply: FastifyReply) => FastifyReply

/**
 * Gives each request its time of arrival and its deadline, and counts its outcome if it is a callback. An unknown path is
 * refused before the body is read. The returned function does the same for paths that the router cannot parse, because
 * Fastify calls no hooks for them.
 */
export function followCallbacks(
  server: FastifyInstance,
  { now, deadlineMs, registry }: { now: () => number; deadlineMs: number; registry: Registry | undefined },
): AnswerUnserved {
  const count = registry && createPaymentMetrics(registry)

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
    // A running timer would keep all objects of the callback in memory until the deadline.
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

/** The route of PayPal's IPN ends with the namespace, all others end with the name of the gateway. */
function providerOf(route = ''): string {
  return /^\/payment-gateway\/:namespace\/(\w+)$/.exec(route)?.[1]?.toUpperCase() ?? 'PAYPAL'
}
