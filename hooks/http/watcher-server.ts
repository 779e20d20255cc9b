import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { serveMetrics } from './metrics-server.ts'
import { type ServeOptions, serve } from './serve.ts'
import { timeLimits } from './time-limits.ts'

/** A program that watches the API server, and that nobody calls but probes: the box office, the cashier. */
export interface Watcher {
  /** Whether its watches are complete and fresh, beside further facts for the answer of /readyz. */
  readiness(): { isReady: boolean }
  stop(): Promise<void>
  /** Resolves once its watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

/**
 * The health server of a watcher, not yet listening. GET /healthz is 200 "ok" while the program runs. GET /readyz answers
 * with its readiness as JSON, and with 200 while that is true. The watcher stops with it.
 */
export function buildWatcherServer(
  { readiness, stop }: Pick<Watcher, 'readiness' | 'stop'>,
  logger: FastifyBaseLogger,
): FastifyInstance {
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
    const { isReady, ...facts } = readiness()
    return reply.code(isReady && !server.draining ? 200 : 503).send({ ...facts, ending: server.draining === true })
  })
  // Before the port closes, so that the Leases are free for another process without waiting for a probe.
  server.addHook('preClose', stop)
  return server
}

/**
 * Serves the health and the metrics of a watcher until SIGTERM, Ctrl-C or a defect of it, which sets the exit code. Rejects
 * if an address is not available.
 */
export async function serveWatcher(
  watcher: Watcher,
  {
    name,
    log,
    registry,
    address,
  }: {
    /** The program in words, for the log: "the box office". */
    name: string
    log: FastifyBaseLogger
    registry: Registry
    address: ServeOptions & { metricsPort: number }
  },
): Promise<void> {
  const server = buildWatcherServer(watcher, log)
  watcher.ended.catch(error => {
    log.fatal({ err: error }, `${name} failed`)
    process.exitCode = 1
    void server.close()
  })
  try {
    await serveMetrics(registry, { server, host: address.host, port: address.metricsPort })
    await serve(server, address)
  } catch (error) {
    await server.close()
    throw error
  }
}
