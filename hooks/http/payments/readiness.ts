import type { FastifyInstance } from 'fastify'
import type { KubeApi } from '../../kube/api.ts'
import { healthRoutes } from '../health-routes.ts'

/**
 * GET /healthz is the process alone. GET /readyz is 503 until orders could be read once, which shows address, credentials,
 * rights and kinds; not later, since an outage of the API server is answered callback by callback.
 */
export async function paymentReadiness(
  server: FastifyInstance,
  { kube, patienceMs }: { kube: Pick<KubeApi, 'getOrder'>; patienceMs: number },
): Promise<void> {
  let reached = false
  server.addHook('onRequest', async (request, reply) => {
    if (reached || request.routeOptions.url !== '/readyz') return
    try {
      // Any order will do, also one that is not there.
      await kube.getOrder({ namespace: 'default', name: 'readyz' }, AbortSignal.timeout(patienceMs))
      reached = true
    } catch (error) {
      server.log.warn({ err: error }, 'not ready')
      await reply
        .code(503)
        .send({ error: 'Cannot serve callbacks yet: orders of the API server must have been read once' })
    }
  })
  await server.register(healthRoutes)
}
