import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Cashier } from '../../cashier/program.ts'
import { timeLimits } from '../time-limits.ts'

export interface CashierServerOptions {
  cashier: Pick<Cashier, 'awayPaths' | 'stop'>
  logger: FastifyBaseLogger
}

/**
 * The health server of a cashier, not yet listening. GET /healthz is 200 "ok" while the program runs. GET /readyz is 200 while
 * all watches are complete and connected, and otherwise names those that are not. The cashier stops with it.
 */
export function buildCashierServer({ cashier, logger }: CashierServerOptions): FastifyInstance {
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
    const away = cashier.awayPaths()
    const ending = server.draining === true
    return reply.code(away.length === 0 && !ending ? 200 : 503).send({ away, ending })
  })
  server.addHook('preClose', () => cashier.stop())
  return server
}
