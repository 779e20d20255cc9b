import type { FastifyInstance } from 'fastify'
import { reviewOrder } from '../../admission/review-order.ts'
import type { OfferApi } from '../../kube/api.ts'
import type { Review } from '../../metrics/admission-metrics.ts'
import { OrderReview } from '../../schema/admission.ts'

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
