import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the program is ending: it still answers requests, but is no longer ready for new ones. */
    draining?: boolean
  }
}

/**
 * GET /healthz and GET /readyz answer 200 "ok", as Kubernetes' own probes do. /readyz is 503 once the program is
 * ending.
 */
export async function healthRoutes(server: FastifyInstance): Promise<void> {
  server.get('/healthz', { logLevel: 'silent' }, async () => 'ok')
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    return server.draining
      ? reply.code(503).send({ error: 'Cannot serve further requests: this program is ending; use another replica' })
      : 'ok'
  })
}
