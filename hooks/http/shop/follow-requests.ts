import type { FastifyInstance } from 'fastify'
import type { ShopCounters } from '../../metrics/shop-metrics.ts'

/** Counts and logs each request by the pattern of its path: an address is the key to an order, so it is not logged. */
export function followRequests(server: FastifyInstance, { countRequest }: Pick<ShopCounters, 'countRequest'>): void {
  server.addHook('onResponse', async (request, reply) => {
    const { url: pattern = 'unknown', logLevel } = request.routeOptions
    if (logLevel === 'silent') return
    const route = request.is404 ? 'unknown' : pattern
    const { statusCode: status, elapsedTime } = reply
    countRequest({ route, status, seconds: elapsedTime / 1000 })
    request.log.info({ route, method: request.method, status, ms: Math.round(elapsedTime) }, 'request answered')
  })
}
