import type { FastifyInstance } from 'fastify'
import type { OfferBook } from '../../shop/live/offer-book.ts'
import { healthRoutes } from '../health-routes.ts'

/**
 * GET /healthz reports the process alone. GET /readyz is 503 until conferences, plans and pools are known, which proves
 * address, credentials, rights and kinds. A later outage of the API server does not change it: the pages report it.
 */
export async function shopReadiness(
  server: FastifyInstance,
  { book }: { book: Pick<OfferBook, 'isComplete'> },
): Promise<void> {
  server.addHook('onRoute', route => {
    route.config = { ...route.config, limit: 'none' }
  })
  server.addHook('onRequest', async (request, reply) => {
    if (book.isComplete() || request.routeOptions.url !== '/readyz') return
    await reply.code(503).send({ error: 'Cannot serve pages yet: conferences, plans and pools must be listed first' })
  })
  await server.register(healthRoutes)
}
