import type { FastifyInstance } from 'fastify'

/** GET /healthz and GET /readyz answer 200 "ok", the form of Kubernetes' own probes. */
export async function healthRoutes(server: FastifyInstance): Promise<void> {
  for (const path of ['/healthz', '/readyz']) {
    server.get(path, { logLevel: 'silent' }, async () => 'ok')
  }
}
