import type { FastifyInstance } from 'fastify'
import type { KubeApi } from '../../kube/api.ts'
import { healthRoutes } from '../health-routes.ts'

/**
 * GET /healthz reports the process alone. GET /readyz is 503 until one read of an order has succeeded, which proves
 * address, credentials, rights and kinds. A later outage of the API server does not change it: each callback reports it.
 */
export async function paymentReadiness(
  server: FastifyInstance,
  { kube, patienceMs }: { kube: Pick<KubeApi, 'getOrder'>; patienceMs: number },
): Promise<void> {
  let reached = false
  server.addHook('onRequest', async (request, reply) => {
    if (reached || request.routeOptions.url !== '/readyz') return
    try {
      // Any name will do: the order need not exist.
      await kube.getOrder({ namespace: 'default', name: 'readyz' }, AbortSignal.timeout(patienceMs))
      reached = true
    } catch (error) {
      server.log.warn({ err: error }, 'not ready')
      await reply.code(503).send({ error: 'Cannot serve callbacks yet: one read of an order must succeed first' })
    }
  })
  await server.register(healthRoutes)
}
