import Type, { type Static } from 'typebox'
import { Order } from './order/order.ts'

const apiVersion = 'admission.k8s.io/v1'
const identity = {
  apiVersion: Type.Unsafe<typeof apiVersion>({ type: 'string', enum: [apiVersion] }),
  kind: Type.Unsafe<'AdmissionReview'>({ type: 'string', enum: ['AdmissionReview'] }),
}

/** The fields that the webhook reads of the AdmissionReview of a new order (Kubernetes: Dynamic Admission Control). */
export const OrderReview = Type.Object({
  ...identity,
  request: Type.Object({
    uid: Type.String({ minLength: 1 }),
    operation: Type.Unsafe<'CREATE'>({ type: 'string', enum: ['CREATE'] }),
    namespace: Type.String({ minLength: 1 }),
    object: Order,
  }),
})
export type OrderReview = Static<typeof OrderReview>

/** The answer to a review. The API server shows the message of a refusal to the client. */
export interface ReviewAnswer {
  apiVersion: typeof apiVersion
  kind: 'AdmissionReview'
  response: { uid: string; allowed: boolean; status?: { code: number; reason: string; message: string } }
}
