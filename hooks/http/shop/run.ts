import { join } from 'node:path'
import type { KubeConfig } from '@kubernetes/client-node'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import type { ShopConfig } from '../../config/shop.ts'
import { readCredentials } from '../../kube/credentials.ts'
import { ownApi } from '../../kube/path.ts'
import { connectShop } from '../../kube/shop-api.ts'
import { listAndWatch } from '../../kube/watch/list-watch.ts'
import { createRegistry } from '../../metrics/registry.ts'
import { gaugeShop } from '../../metrics/shop-gauges.ts'
import { createShopMetrics } from '../../metrics/shop-metrics.ts'
import { openKeyRing } from '../../shop/links/key-ring.ts'
import { openOfferBook } from '../../shop/live/offer-book.ts'
import { createOpenStreams } from '../../shop/live/open-streams.ts'
import { createOrderLookout } from '../../shop/live/order-lookout.ts'
import { rememberCodes } from '../../shop/live/remember-codes.ts'
import { createTurns } from '../../shop/live/turns.ts'
import { createOpenOrders } from '../../shop/placing/open-orders.ts'
import { ticketTools } from '../../shop/tickets/ticket-tools.ts'
import { serveMetrics } from '../metrics-server.ts'
import { serve } from '../serve.ts'
import { buildShopServer, type ShopServerOptions } from './server.ts'

const assets = join(import.meta.dirname, '..', '..', 'shop', 'assets')

/** The limits of open pages. Each open page takes some 30 kB. */
const streamLimits = { total: 2_500, perAddress: 250, perOrder: 20 }
/** The limit of connections: beside the stream of its open page, a browser opens a few connections for a moment. */
const maxConnections = 6_000
/** The limits of unpaid orders. A company may order many tickets at once, or many people at one address one ticket each. */
const openOrderLimits = { address: { orders: 30, tickets: 200 }, email: { orders: 5, tickets: 100 } }
/** The number of reads at once for open pages: after a gap in the watch, each page reads its order again. */
const readsAtOnce = 20

/** Runs the shop until SIGTERM, Ctrl-C or a failure, which sets the exit code. Rejects if it cannot start. */
export async function runShop(config: ShopConfig): Promise<void> {
  const { trustedProxies, logLevel, host, metricsPort: port } = config
  const credentials = readCredentials(config)
  const registry = createRegistry()
  const parts = assembleShop(config, { credentials, registry })
  const server = await buildShopServer({
    shop: parts,
    assets,
    trustedProxies,
    logger: { level: logLevel },
  })
  const ending = new AbortController()
  server.addHook('onClose', async () => ending.abort())
  try {
    await serveMetrics(registry, { server, host, port })
    await serve(server, { ...config, maxConnections })
  } catch (error) {
    await server.close()
    throw error
  }
  // A watch keeps the process alive, so it starts after the server listens.
  follow(parts, { credentials, server, signal: ending.signal }).catch(error => {
    server.log.fatal({ err: error }, 'the shop failed')
    process.exitCode = 1
    void server.close()
  })
}

type Parts = Omit<ShopServerOptions['shop'], 'lookout'> & { lookout: ReturnType<typeof createOrderLookout> }

function assembleShop(
  { linkKeys, ticketKeys, shopUrl, trialPaymentsUrl, payWith, paymentPages }: ShopConfig,
  { credentials, registry }: { credentials: KubeConfig; registry: Registry },
): Parts {
  const now = Date.now
  const book = openOfferBook(now)
  const lookout = createOrderLookout(now)
  const streams = createOpenStreams(streamLimits)
  const ring = openKeyRing(linkKeys, { variable: 'SHOP_LINK_KEYS', now })
  const ticketRing = openKeyRing(ticketKeys, { variable: 'TICKET_KEYS', now })
  gaugeShop(registry, () => ({
    openPages: streams.size(),
    mostOpenPages: streamLimits.total,
    ordersLookedAt: lookout.size(),
    isAway: book.isAway(),
    silentSeconds: inSeconds({ ...book.silentMs(), orders: lookout.silentMs() }),
    keys: { links: ring.countFiles(), tickets: ticketRing.countFiles() },
  }))
  return {
    api: connectShop(credentials),
    book,
    lookout,
    streams,
    openOrders: createOpenOrders(openOrderLimits, { lookAt: lookout.lookAt, now }),
    ring,
    ticketTools: rememberCodes(ticketTools({ keys: ticketRing, shopUrl })),
    shopUrl,
    payWith,
    paymentPages,
    counters: createShopMetrics(registry),
    turns: createTurns(readsAtOnce),
    ...(trialPaymentsUrl !== undefined && { trialPaymentsUrl }),
    patienceMs: 5_000,
    firstPauseMs: 1_000,
    now,
  }
}

function inSeconds(durations: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(durations).map(([name, ms]) => [name, ms / 1000]))
}

/** Watches the objects on sale, and the orders of open pages. Rejects only with a defect. */
async function follow(
  { book, lookout }: Parts,
  { credentials, server, signal }: { credentials: KubeConfig; server: FastifyInstance; signal: AbortSignal },
): Promise<void> {
  const { log } = server
  const watches = Object.entries(book.listeners).map(([plural, listener]) =>
    listAndWatch(credentials, { path: `${ownApi}/${plural}`, listener, signal, log }),
  )
  await Promise.all([...watches, lookout.follow(credentials, { signal, log })])
}
