import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { requestId } from '../request-id.ts'
import { timeLimits } from '../time-limits.ts'
import { answerErrors } from './errors.ts'
import { followRequests } from './follow-requests.ts'
import { limitRequests, type RequestLimits } from './limits.ts'
import { shopReadiness } from './readiness.ts'
import { assetRoutes } from './routes/asset-routes.ts'
import { conferenceRoutes } from './routes/conference-routes.ts'
import { nameTickets } from './routes/name-tickets.ts'
import { orderChanges } from './routes/order-changes.ts'
import { orderEvents } from './routes/order-events.ts'
import { orderRoutes } from './routes/order-routes.ts'
import { payRoutes } from './routes/pay-routes.ts'
import { placingRoutes } from './routes/placing-routes.ts'
import { ticketRoutes } from './routes/ticket-routes.ts'
import { secureAnswers } from './security.ts'
import type { Shop } from './shop.ts'

export interface ShopServerOptions {
  shop: Omit<Shop, 'limits'>
  /** The folder of styles, scripts and icons. */
  assets: string
  /** Addresses and ranges of the proxies whose X-Forwarded-For is trusted. */
  trustedProxies: string[]
  logger: Exclude<FastifyServerOptions['logger'], undefined>
  /** The requests of one minute. */
  requestLimits?: RequestLimits
  heartbeatMs?: number
  /** The time for a whole request to arrive. */
  requestMs?: number
}

/** People who share an address, such as a company, read much and create little. */
const defaultLimits: RequestLimits = { reads: 1_200, coupons: 60, creates: 30, changes: 120, changesOfOrder: 30 }

/** The shop, not yet listening. */
export async function buildShopServer({
  shop: parts,
  assets,
  trustedProxies,
  logger,
  requestLimits = defaultLimits,
  heartbeatMs = 20_000,
  requestMs = 20_000,
}: ShopServerOptions): Promise<FastifyInstance> {
  const { requestTimeout, head } = timeLimits(requestMs)
  const server: FastifyInstance = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: 16 * 1024,
    requestTimeout,
    http: head,
    ...(trustedProxies.length > 0 && { trustProxy: trustedProxies }),
    // A form that arrives while the program is ending is still handled.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 100_000 },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : unreadablePath),
  })
  followRequests(server, parts.counters)
  answerErrors(server, parts)
  await secureAnswers(server, parts)
  const shop: Shop = { ...parts, limits: await limitRequests(server, requestLimits) }
  server.removeAllContentTypeParsers()
  await server.register(formbody, { bodyLimit: 16 * 1024 })
  endStreams(server, { shop, heartbeatMs })
  await server.register(shopReadiness, { book: shop.book })
  await server.register(assetRoutes, { folder: assets })
  const routes = [
    conferenceRoutes,
    placingRoutes,
    orderRoutes,
    orderChanges,
    payRoutes,
    nameTickets,
    orderEvents,
    ticketRoutes,
  ]
  for (const route of routes) await server.register(route, { shop })
  return server
}

/** Open streams get a heartbeat, and end before the server closes: each would keep its connection for ever. */
function endStreams(server: FastifyInstance, { shop, heartbeatMs }: { shop: Shop; heartbeatMs: number }): void {
  const timer = setInterval(() => shop.streams.beat(), heartbeatMs).unref()
  server.addHook('preClose', async () => {
    clearInterval(timer)
    shop.streams.close()
  })
}

/** Nobody serves this path. Fastify would answer an unreadable one itself, without any of our headers. */
const unreadablePath = '/unreadable/address/of/the/shop'

function isReadable(url: string): boolean {
  try {
    return decodeURI(url.split('?', 1).join()) !== ''
  } catch {
    return false
  }
}
