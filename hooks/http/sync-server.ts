import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { healthRoutes } from './health-routes.ts'
import { syncErrors } from './sync-errors.ts'
import { syncRoutes } from './sync-routes.ts'
import { compileSchema } from './validator.ts'

const mebibyte = 1024 * 1024

/** What the hook server needs from outside: the time in milliseconds since 1970, and where to log. */
export interface SyncServerOptions {
  now: () => number
  logger: FastifyBaseLogger | false
}

/** The hook server, the same for production and tests. */
export function buildSyncServer({ now, logger }: SyncServerOptions): FastifyInstance {
  const server = Fastify({
    ...(logger && { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    // Metacontroller posts a parent with all children and related objects in one body: 10,000 orders are about 35 MB.
    bodyLimit: 512 * mebibyte,
    // It keeps idle connections for 90 s; a server that closes first makes its next request fail with EOF.
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
  })
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  syncErrors(server)
  server.register(healthRoutes)
  server.register(syncRoutes, { now })
  return server
}
