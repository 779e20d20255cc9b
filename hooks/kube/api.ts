import type { Coupon } from '../schema/offer/coupon.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { SeatPool } from '../schema/offer/seat-pool.ts'
import type { Order } from '../schema/order/order.ts'
import type { Payment, PaymentSpec } from '../schema/payment.ts'
import type { Ticket } from '../schema/ticket.ts'

/** The namespace and name of an object. */
export interface ObjectKey {
  namespace: string
  name: string
}

/** A Payment as it is created; the API server adds uid and times. */
export interface NewPayment {
  apiVersion: string
  kind: 'Payment'
  metadata: ObjectKey & {
    labels: Record<string, string>
    ownerReferences: [
      { apiVersion: string; kind: 'Order'; name: string; uid: string; controller: true; blockOwnerDeletion: true },
    ]
  }
  spec: PaymentSpec
}

/** An Event of events.k8s.io/v1 (Kubernetes API reference, Event). */
export interface NewEvent {
  apiVersion: 'events.k8s.io/v1'
  kind: 'Event'
  metadata: ObjectKey
  regarding: ObjectKey & { apiVersion: string; kind: string; uid?: string }
  /** A second subject, possibly in another namespace. */
  related?: ObjectKey & { apiVersion: string; kind: string; uid?: string }
  type: 'Normal' | 'Warning'
  reason: string
  action: string
  note: string
  reportingController: string
  reportingInstance: string
  /** RFC 3339 with six digits of fractional seconds. */
  eventTime: string
}

/** The calls of the payment endpoint to the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface KubeApi {
  /** Undefined when the order or its namespace does not exist. */
  getOrder(key: ObjectKey, signal: AbortSignal): Promise<Order | undefined>
  getPayment(key: ObjectKey, signal: AbortSignal): Promise<Payment | undefined>
  /** The payments of that name in all namespaces. */
  findPayments(name: string, signal: AbortSignal): Promise<Payment[]>
  /** The tickets of the order of that name. */
  listTickets(order: ObjectKey, signal: AbortSignal): Promise<Ticket[]>
  /** The decoded values of a Secret, by key. */
  getSecret(key: ObjectKey, signal: AbortSignal): Promise<Record<string, string> | undefined>
  /** Rejects with reason AlreadyExists when a payment has that name. */
  createPayment(payment: NewPayment, signal: AbortSignal): Promise<void>
  createEvent(event: NewEvent, signal: AbortSignal): Promise<void>
  getEvent(key: ObjectKey, signal: AbortSignal): Promise<Pick<NewEvent, 'related'> | undefined>
  /**
   * Yields the versions of one order that are later than the given one and written after this call, and undefined for its
   * deletion. It ends when changes may no longer arrive; read the order again then.
   */
  watchOrder(from: ObjectKey & { resourceVersion: string }, signal: AbortSignal): AsyncIterable<Order | undefined>
}

/** The plans, pools and coupons that the admission webhook reads. Every call rejects with a KubeError, also when the signal aborts it. */
export interface OfferApi {
  /** Undefined when no plan has that name. */
  getPlan(key: ObjectKey, signal: AbortSignal): Promise<Plan | undefined>
  /** Undefined when no pool has that name. */
  getPool(key: ObjectKey, signal: AbortSignal): Promise<SeatPool | undefined>
  /** Undefined when no coupon has that name. */
  getCoupon(key: ObjectKey, signal: AbortSignal): Promise<Coupon | undefined>
}

/**
 * A failed call: `code` is the HTTP status of the API server's answer, undefined without an answer; `reason` is the word of
 * Kubernetes, such as AlreadyExists.
 */
export class KubeError extends Error {
  readonly code: number | undefined
  readonly reason: string

  constructor(message: string, { code, reason }: { code: number | undefined; reason: string }) {
    super(message)
    this.name = 'KubeError'
    this.code = code
    this.reason = reason
  }
}
