import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the program was told to end: it still answers, but wants to be asked nothing more. */
    draining?: boolean
  }
}

/**
 * GET /healthz and GET /readyz answer 200 "ok", the form of Kubernetes' own probes. Ready is 503 as soon as the program
 * was told to end.
 */
export async function healthRoutes(server: FastifyInstance): Promise<void> {
  server.get('/healthz', { logLevel: 'silent' }, async () => 'ok')
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    return server.draining
      ? reply.code(503).send({ error: 'Cannot serve further requests: this program is ending; use another replica' })
      : 'ok'
  })
}
