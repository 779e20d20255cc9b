import type { Order } from '../schema/order.ts'
import type { Payment, PaymentSpec } from '../schema/payment.ts'
import type { Ticket } from '../schema/ticket.ts'

/** Where a namespaced object is. */
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
  /** Something else that it is about, which may be in another namespace. */
  related?: ObjectKey & { apiVersion: string; kind: string; uid?: string }
  type: 'Normal'
  reason: string
  action: string
  note: string
  reportingController: string
  reportingInstance: string
  /** RFC 3339 with six digits behind the seconds. */
  eventTime: string
}

/** What the payment endpoint asks of the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface KubeApi {
  /** Undefined when there is no such order, or no such namespace. */
  getOrder(key: ObjectKey, signal: AbortSignal): Promise<Order | undefined>
  getPayment(key: ObjectKey, signal: AbortSignal): Promise<Payment | undefined>
  /** The payments of that name, in whichever namespace. */
  findPayments(name: string, signal: AbortSignal): Promise<Payment[]>
  /** The tickets of the order of that name. */
  listTickets(order: ObjectKey, signal: AbortSignal): Promise<Ticket[]>
  /** The decoded values of a Secret by key. */
  getSecret(key: ObjectKey, signal: AbortSignal): Promise<Record<string, string> | undefined>
  /** Rejects with reason AlreadyExists when there is one of that name. */
  createPayment(payment: NewPayment, signal: AbortSignal): Promise<void>
  createEvent(event: NewEvent, signal: AbortSignal): Promise<void>
  getEvent(key: ObjectKey, signal: AbortSignal): Promise<Pick<NewEvent, 'related'> | undefined>
  /** The versions of one order that follow the given one, undefined when it is deleted. Ends when the API server ends it. */
  watchOrder(from: ObjectKey & { resourceVersion: string }, signal: AbortSignal): AsyncIterable<Order | undefined>
}

/** Why a call failed: the HTTP status of the API server's answer, undefined without one, and its reason such as AlreadyExists. */
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
