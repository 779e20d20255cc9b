import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { createSyncMetrics, syncOutcomeOf } from '../../metrics/sync-metrics.ts'
import type { Certificate } from '../certificate.ts'
import { healthRoutes } from '../health-routes.ts'
import { refuseUnserved } from '../refuse-unserved.ts'
import { requestId } from '../request-id.ts'
import { timeLimits } from '../time-limits.ts'
import { compileSchema } from '../validator.ts'
import { handleSyncErrors } from './errors.ts'
import { logSync } from './log.ts'
import { syncRoutes } from './routes.ts'
import type { TokenCheck } from './tokens.ts'
import { requireToken } from './tokens.ts'

const mebibyte = 1024 * 1024

/** The longest time for a request to arrive: as long as Metacontroller waits for its answer. */
const patienceMs = 30_000

/** The environment of the hook server: its clock (milliseconds since 1970), its log and its metrics. */
export interface SyncServerOptions {
  now: () => number
  logger: FastifyBaseLogger | false
  registry?: Registry
  /** The certificate of an HTTPS server; absent for HTTP. */
  certificate?: Certificate
  /** Checks the token of each call of a hook; absent if callers need none. */
  isAccepted?: TokenCheck
  /** The largest request body; 1 MiB if absent. */
  maxBodyBytes?: number
}

/** The hook server, the same for production and tests. */
export function buildSyncServer({
  now,
  logger,
  registry,
  certificate,
  isAccepted,
  maxBodyBytes = mebibyte,
}: SyncServerOptions): FastifyInstance {
  const { requestTimeout, head, tls } = timeLimits(patienceMs)
  const server = Fastify({
    ...(certificate ? { https: { ...certificate, ...head, ...tls, minVersion: 'TLSv1.2' } } : { http: head }),
    requestTimeout,
    routerOptions: { ignoreTrailingSlash: true },
    ...(logger && { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    // Metacontroller posts a parent with all its children in one body: an order of 100 tickets is some 200 kB.
    bodyLimit: maxBodyBytes,
    // Metacontroller keeps idle connections for 90 s. If the server closed them first, the next request would fail with EOF.
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
  }) as FastifyInstance
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  handleSyncErrors(server)
  reportCalls(server, registry)
  if (isAccepted) requireToken(server, isAccepted)
  server.register(healthRoutes)
  server.register(syncRoutes, { now })
  return server
}

/**
 * Counts each call, also those of unknown paths, and logs each answer. A failed call is already logged with its reason.
 */
function reportCalls(server: FastifyInstance, registry: Registry | undefined): void {
  const count = registry && createSyncMetrics(registry)
  refuseUnserved(server, {
    expected: '/sync/conference, /sync/order or /customize/conference',
    onRefusal(request, error) {
      count?.({ hook: 'none', kind: 'none', outcome: 'unserved', seconds: 0 })
      logSync(request, 'unserved', { error })
    },
  })
  server.addHook('onResponse', async (request, reply) => {
    const { call } = request.routeOptions.config
    if (call === undefined) return
    const [outcome, seconds] = [syncOutcomeOf(reply.statusCode), reply.elapsedTime / 1000]
    count?.({ ...call, outcome, seconds })
    if (outcome === 'answered') logSync(request, outcome, { seconds: Number(seconds.toFixed(6)) })
  })
}
