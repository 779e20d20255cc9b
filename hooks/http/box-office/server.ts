import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { BoxOffice } from '../../box-office/program.ts'
import { timeLimits } from '../time-limits.ts'

export interface BoxOfficeServerOptions {
  boxOffice: Pick<BoxOffice, 'readiness' | 'stop'>
  logger: FastifyBaseLogger
}

/**
 * The health of a box office, not yet listening: GET /healthz is 200 "ok" as long as the program does anything. GET /readyz
 * tells in JSON what it does, 200 once its views are complete and as long as they are fresh. It stops with the server.
 */
export function buildBoxOfficeServer({ boxOffice, logger }: BoxOfficeServerOptions): FastifyInstance {
  const { requestTimeout, head } = timeLimits(10_000)
  const server = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout,
    http: head,
    // It is asked by GET alone.
    bodyLimit: 1024,
    forceCloseConnections: 'idle',
  }) as FastifyInstance
  server.get('/healthz', { logLevel: 'silent' }, async () => 'ok')
  server.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const { isReady, ...told } = boxOffice.readiness()
    return reply.code(isReady && !server.draining ? 200 : 503).send({ ...told, ending: server.draining === true })
  })
  // Before the port is closed: whoever waits for the Leases need not wait for a probe.
  server.addHook('preClose', () => boxOffice.stop())
  return server
}
