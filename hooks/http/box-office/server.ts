import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { BoxOffice } from '../../box-office/program.ts'
import { timeLimits } from '../time-limits.ts'

export interface BoxOfficeServerOptions {
  boxOffice: Pick<BoxOffice, 'readiness' | 'stop'>
  logger: FastifyBaseLogger
}

/**
 * The health server of a box office, not yet listening. GET /healthz is 200 "ok" while the program runs. GET /readyz
 * answers with its readiness as JSON, and with 200 while its views are complete and fresh. The box office stops with it.
 */
export function buildBoxOfficeServer({ boxOffice, logger }: BoxOfficeServerOptions): FastifyInstance {
  const { requestTimeout, head } = timeLimits(10_000)
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout,
    http: head,
    // It serves GET alone, which has no body.
    bodyLimit: 1024,
    forceCloseConnections: 'idle',
  }) as FastifyInstance
  server.get('/healthz', { logLevel: 'silent' }, async () => 'ok')
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const { isReady, ...readiness } = boxOffice.readiness()
    return reply.code(isReady && !server.draining ? 200 : 503).send({ ...readiness, ending: server.draining === true })
  })
  // Before the port closes, so that the Leases are free for another process without waiting for a probe.
  server.addHook('preClose', () => boxOffice.stop())
  return server
}
