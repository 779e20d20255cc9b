import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { callerName } from '../caller-name.ts'
import { PageError } from './page-error.ts'

/**
 * The most requests in one minute. One address has a limit for all requests (`reads`), for trying coupons, for creating
 * orders and for changing them. All addresses together have a limit for changing one order.
 */
export interface RequestLimits {
  reads: number
  coupons: number
  creates: number
  changes: number
  changesOfOrder: number
}

/** Limits of requests. Every check rejects with a PageError 429 when it is exceeded. */
export interface Limits {
  /** Called before a coupon is looked up, so that nobody can guess codes. */
  checkCoupon(request: FastifyRequest): Promise<void>
  /** Called before tickets are listed and drawn: ten of them count as one more request. */
  checkTickets(request: FastifyRequest, tickets: number): Promise<void>
  /** Called only for a right link, so that nobody else can use up the limit of an order. */
  checkOrder(request: FastifyRequest, order: string): Promise<void>
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit of the route; that of reads by default. */
    limit?: 'none' | 'create' | 'change'
  }
  interface FastifyRequest {
    /** The order that a limit is about. */
    limitedOrder?: string
  }
}

const minuteMs = 60_000
/** The number of addresses or orders that a limit remembers. */
const remembered = 20_000

/** Limits the requests of each address: an IPv4 address, or the /64 of an IPv6 address. */
export async function limitRequests(server: FastifyInstance, limits: RequestLimits): Promise<Limits> {
  await server.register(rateLimit, { global: false, cache: remembered, timeWindow: minuteMs })
  const limiter = (max: number, keyGenerator = addressOf) => {
    const check = server.createRateLimit({ max, keyGenerator, timeWindow: minuteMs })
    return async (request: FastifyRequest) => {
      const result = await check(request)
      if (!result.isAllowed && result.isExceeded) throw tooManyError(result.ttlInSeconds)
    }
  }
  const checkReads = limiter(limits.reads)
  const checks = { create: limiter(limits.creates), change: limiter(limits.changes) }
  const checkOrder = limiter(limits.changesOfOrder, ({ limitedOrder = '' }) => limitedOrder)
  server.decorateRequest('limitedOrder', undefined)
  server.addHook('onRequest', async request => {
    const { limit } = request.routeOptions.config
    if (limit === 'none') return
    await checkReads(request)
    if (limit !== undefined) await checks[limit](request)
  })
  return {
    checkCoupon: limiter(limits.coupons),
    async checkTickets(request, tickets) {
      for (let ten = 10; ten <= tickets; ten += 10) await checkReads(request)
    },
    checkOrder(request, order) {
      request.limitedOrder = order
      return checkOrder(request)
    },
  }
}

/** The address that limits count by. */
export function addressOf({ ip }: FastifyRequest): string {
  return callerName(ip)
}

function tooManyError(seconds: number): PageError {
  return new PageError(429, { retryAfterSeconds: Math.max(1, seconds) })
}
