import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { countSyncs, syncOutcomeOf } from '../../metrics/sync-metrics.ts'
import type { Certificate } from '../certificate.ts'
import { healthRoutes } from '../health-routes.ts'
import { refuseUnserved } from '../refuse-unserved.ts'
import { requestId } from '../request-id.ts'
import { timeLimits } from '../time-limits.ts'
import { compileSchema } from '../validator.ts'
import { handleSyncErrors } from './errors.ts'
import { logSync } from './log.ts'
import { requireToken } from './require-token.ts'
import { syncRoutes } from './routes.ts'
import type { TokenCheck } from './tokens.ts'

const mebibyte = 1024 * 1024

/** How long a request may take to arrive, in milliseconds: as long as Metacontroller waits for its answer. */
const patienceMs = 30_000

/** What the hook server needs from outside: the time in milliseconds since 1970, where to log, and where to count. */
export interface SyncServerOptions {
  now: () => number
  logger: FastifyBaseLogger | false
  registry?: Registry
  /** Speaks HTTPS instead of HTTP. */
  certificate?: Certificate
  /** Asks callers of hooks for a token. */
  isAccepted?: TokenCheck
  /** The largest request it reads; 1 MiB if absent. */
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
    // It keeps idle connections for 90 s; a server that closes first makes its next request fail with EOF.
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

/** Counts each call, also of what is no hook, and logs what was answered; what was not, has been logged with its reason. */
function reportCalls(server: FastifyInstance, registry: Registry | undefined): void {
  const count = registry && countSyncs(registry)
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
