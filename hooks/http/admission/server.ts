import Fastify, { type FastifyError, type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Registry } from 'prom-client'
import { reviewOrder } from '../../admission/review-order.ts'
import { KubeError, type OfferApi } from '../../kube/api.ts'
import { createAdmissionMetrics, type Review, type ReviewOutcome } from '../../metrics/admission-metrics.ts'
import { OrderReview } from '../../schema/admission.ts'
import { readCertificate, renewCertificate } from '../certificate.ts'
import { healthRoutes } from '../health-routes.ts'
import { refuseUnserved } from '../refuse-unserved.ts'
import { timeLimits } from '../time-limits.ts'
import { compileSchema } from '../validator.ts'

export interface AdmissionServerOptions {
  offers: OfferApi
  /** Folder of tls.crt and tls.key. The server serves a new certificate as soon as the folder changes. */
  certificates: string
  logger: Exclude<FastifyServerOptions['logger'], undefined>
  /** The counters of reviews. */
  registry: Registry
  /** The longest wait for the API server. */
  patienceMs?: number
}

/**
 * The admission webhook, not yet listening. It speaks TLS only, because the API server calls webhooks by HTTPS only.
 */
export function buildAdmissionServer({
  offers,
  certificates,
  logger,
  registry,
  patienceMs = 3_000,
}: AdmissionServerOptions): FastifyInstance {
  const served = readCertificate(certificates)
  const { requestTimeout, head, tls } = timeLimits(10_000)
  const server = Fastify({
    https: { ...served, ...head, ...tls },
    logger,
    logController: new LogController({ disableRequestLogging: true }),
    // An order is far smaller, but its managedFields are sent too.
    bodyLimit: 1024 * 1024,
    requestTimeout,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
  }) as unknown as FastifyInstance
  renewCertificate(server, { folder: certificates, served })
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  const count = createAdmissionMetrics(registry)
  refuseUnserved(server, {
    expected: '/admission/orders',
    onRefusal(request, error) {
      request.log.warn({ error }, 'review refused')
      count({ outcome: 'unserved', seconds: 0 })
    },
  })
  server.setErrorHandler<FastifyError | KubeError>((error, request, reply) => {
    const status = statusCodeOf(error)
    request.log.error({ err: error, url: request.url, status }, 'review failed')
    count({ outcome: reviewOutcomeOf(status), seconds: reply.elapsedTime / 1000 })
    return reply
      .code(status)
      .send({ error: status < 500 ? error.message : 'Cannot answer the review: the webhook failed; see its log' })
  })
  server.register(healthRoutes)
  server.register(admissionRoute, { offers, patienceMs, count })
  return server
}

/** The API server treats any of these statuses as no answer, and applies failurePolicy. */
function statusCodeOf(error: FastifyError | KubeError): number {
  if (error instanceof KubeError) return 503
  return error.validation ? 400 : (error.statusCode ?? 500)
}

function reviewOutcomeOf(status: number): ReviewOutcome {
  if (status === 503) return 'unavailable'
  return status < 500 ? 'malformed' : 'failed'
}

/** POST /admission/orders: the API server sends the review of each new order. */
export async function admissionRoute(
  server: FastifyInstance,
  { offers, patienceMs, count }: { offers: OfferApi; patienceMs: number; count(review: Review): void },
): Promise<void> {
  server.post('/admission/orders', { schema: { body: OrderReview } }, async (request, reply) => {
    const review = request.body as OrderReview
    const answer = await reviewOrder(review, { offers, signal: AbortSignal.timeout(patienceMs) })
    const { namespace, object } = review.request
    const { allowed, status } = answer.response
    request.log.info({ namespace, order: object.metadata.name, allowed, message: status?.message }, 'order reviewed')
    count({ outcome: allowed ? 'allowed' : 'refused', seconds: reply.elapsedTime / 1000 })
    return answer
  })
}
