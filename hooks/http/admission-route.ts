import type { FastifyInstance } from 'fastify'
import { reviewOrder } from '../admission/review-order.ts'
import type { OfferApi } from '../kube/offers.ts'
import { OrderReview } from '../schema/admission.ts'

/** POST /admission/orders, where the API server asks about each new order. */
export async function admissionRoute(
  server: FastifyInstance,
  { offers, patience }: { offers: OfferApi; patience: number },
): Promise<void> {
  server.post('/admission/orders', { schema: { body: OrderReview } }, async request => {
    const review = request.body as OrderReview
    const answer = await reviewOrder(review, { offers, signal: AbortSignal.timeout(patience) })
    const { namespace, object } = review.request
    const { allowed, status } = answer.response
    request.log.info({ namespace, order: object.metadata.name, allowed, message: status?.message }, 'order reviewed')
    return answer
  })
}
