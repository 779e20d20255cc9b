import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { endConnections, limitConnections, trackConnections } from './connections.ts'
import { timeLimits } from './time-limits.ts'

/** A server for GET /metrics in the text format of Prometheus, not yet listening. */
export function buildMetricsServer(registry: Pick<Registry, 'metrics' | 'contentType'>): FastifyInstance {
  const { requestTimeout, head } = timeLimits(10_000)
  const logController = new LogController({ disableRequestLogging: true })
  const server = Fastify({ logController, requestTimeout, http: head, bodyLimit: 1024 })
  const open = trackConnections(server.server)
  endConnections(server, { open })
  limitConnections(server, { open })
  server.get('/metrics', async (_request, reply) => {
    reply.header('content-type', registry.contentType)
    return registry.metrics()
  })
  return server
}

/**
 * Serves metrics until `server` has closed, so that a drain can be watched to its end. Resolves to the address; rejects
 * if it is not available.
 */
export async function serveMetrics(
  registry: Pick<Registry, 'metrics' | 'contentType'>,
  { server, ...address }: { server: FastifyInstance; host: string; port: number },
): Promise<AddressInfo> {
  const metrics = buildMetricsServer(registry)
  server.addHook('onClose', () => metrics.close())
  await metrics.listen(address)
  const where = metrics.server.address() as AddressInfo
  server.log.info({ address: where.address, port: where.port }, 'serving metrics')
  return where
}
