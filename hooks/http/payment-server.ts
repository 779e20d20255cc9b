import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import type { KubeApi } from '../kube/api.ts'
import { countCallbacks } from '../metrics/payment-metrics.ts'
import { answerError, answerNoHttp, answerUnserved } from './payment-errors.ts'
import { paymentReadiness } from './payment-readiness.ts'
import { paymentRoute } from './payment-route.ts'
import { requestId } from './request-id.ts'

/** Milliseconds: for a whole callback, for the hooks' answer, before a watch is resumed, for a probe of readiness. */
const defaultTimes = { deadline: 20_000, settle: 5_000, pause: 100, patience: 2_000 }

export interface PaymentServerOptions {
  kube: KubeApi
  /** The name of this replica. */
  instance: string
  logger: Exclude<FastifyServerOptions['logger'], undefined>
  now?: () => number
  /** Where callbacks are counted. */
  registry?: Registry
  times?: Partial<typeof defaultTimes>
}

/** The payment endpoint, not yet listening. */
export function buildPaymentServer({
  kube,
  instance,
  logger,
  now = Date.now,
  times: given,
  registry,
}: PaymentServerOptions): FastifyInstance {
  const times = { ...defaultTimes, ...given }
  const server = Fastify({
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: 64 * 1024,
    requestTimeout: times.deadline,
    // A callback that comes while the program ends is still handled.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 4096 },
    clientErrorHandler: answerNoHttp,
    frameworkErrors: (_error, request, reply) => answerUnserved(request, reply),
  })
  server.decorateRequest('callback')
  server.addHook('onRequest', async request => {
    request.callback = { arrivedAt: now(), deadline: AbortSignal.timeout(times.deadline), facts: {} }
  })
  if (registry) reportCallbacks(server, registry)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler(answerUnserved)
  server.register(paymentReadiness, { kube, patience: times.patience })
  server.register(paymentRoute, { kube, instance, times })
  return server
}

/** Counts each callback that got an outcome; what was no callback at all has none. */
function reportCallbacks(server: FastifyInstance, registry: Registry): void {
  const count = countCallbacks(registry)
  server.addHook('onResponse', async (request, reply) => {
    const { outcome } = request.callback
    if (outcome === undefined) return
    count({ provider: providerOf(request.routeOptions.url), outcome, seconds: reply.elapsedTime / 1000 })
  })
}

/** PayPal's route names the namespace alone, those of other gateways end with their name. */
function providerOf(route = ''): string {
  return /^\/payment-gateway\/:namespace\/(\w+)$/.exec(route)?.[1]?.toUpperCase() ?? 'PAYPAL'
}
