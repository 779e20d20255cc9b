import type { KubeConfig } from '@kubernetes/client-node'
import type { OwnerReference } from '../schema/crd/object.ts'
import type { Checkout } from '../schema/money/checkout.ts'
import type { Refund } from '../schema/money/refund.ts'
import type { Namespace } from '../schema/namespace.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { Payment } from '../schema/payment.ts'
import type { Reservation } from '../schema/reservation.ts'
import type { KubeApi, ObjectKey } from './api.ts'
import { allowNotFound, connectKube } from './client.ts'
import { collectionPath, objectPath } from './path.ts'
import { requestJson } from './request.ts'

/** A Refund as the cashier creates it: its order owns it. The API server adds uid, times and status. */
export interface NewRefund {
  apiVersion: string
  kind: 'Refund'
  metadata: ObjectKey & { ownerReferences: [OwnerReference] }
  spec: Refund['spec']
}

/** The calls of the cashier to the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface CashierApi
  extends Pick<
    KubeApi,
    'getOrder' | 'getPayment' | 'findPayments' | 'getSecret' | 'createPayment' | 'createEvent' | 'getEvent'
  > {
  /** Undefined when the object or its namespace does not exist. */
  getCheckout(key: ObjectKey, signal: AbortSignal): Promise<Checkout | undefined>
  getRefund(key: ObjectKey, signal: AbortSignal): Promise<Refund | undefined>
  getReservation(key: ObjectKey, signal: AbortSignal): Promise<Reservation | undefined>
  getPlan(key: ObjectKey, signal: AbortSignal): Promise<Plan | undefined>
  getNamespace(name: string, signal: AbortSignal): Promise<Namespace | undefined>
  /** The payments of the order with that uid. */
  listPayments(order: { namespace: string; uid: string }, signal: AbortSignal): Promise<Payment[]>
  /** The refunds of the order of that name. */
  listRefunds(order: ObjectKey, signal: AbortSignal): Promise<Refund[]>
  /** Replaces the status; returns the checkout as stored. Rejects with reason Conflict when it has changed since. */
  replaceCheckoutStatus(checkout: Checkout, signal: AbortSignal): Promise<Checkout>
  replaceRefundStatus(refund: Refund, signal: AbortSignal): Promise<Refund>
  /** Rejects with reason AlreadyExists when a refund has that name. */
  createRefund(refund: NewRefund, signal: AbortSignal): Promise<void>
}

/** Connects the cashier to the API server with these credentials. */
export function connectCashier(credentials: KubeConfig): CashierApi {
  const { getOrder, getPayment, findPayments, getSecret, createPayment, createEvent, getEvent } =
    connectKube(credentials)
  const get = <T>(path: string, signal: AbortSignal) =>
    allowNotFound(requestJson(credentials, { path, signal }) as Promise<T>)
  const list = async <T>(path: string, { query, signal }: { query: Record<string, string>; signal: AbortSignal }) => {
    const selected = `${path}?${new URLSearchParams(query)}`
    return ((await requestJson(credentials, { path: selected, signal })) as { items: T[] }).items
  }
  async function replaceStatus<T extends Checkout | Refund>(plural: string, body: T, signal: AbortSignal): Promise<T> {
    const { name, namespace = '' } = body.metadata
    const path = `${objectPath(plural, { namespace, name })}/status`
    return (await requestJson(credentials, { method: 'PUT', path, body, signal })) as T
  }
  return {
    ...{ getOrder, getPayment, findPayments, getSecret, createPayment, createEvent, getEvent },
    getCheckout: (key, signal) => get(objectPath('checkouts', key), signal),
    getRefund: (key, signal) => get(objectPath('refunds', key), signal),
    getReservation: (key, signal) => get(objectPath('reservations', key), signal),
    getPlan: (key, signal) => get(objectPath('plans', key), signal),
    getNamespace: (name, signal) => get(`/api/v1/namespaces/${encodeURIComponent(name)}`, signal),
    listPayments: ({ namespace, uid }, signal) =>
      list(collectionPath('payments', { namespace }), { query: { labelSelector: `controller-uid=${uid}` }, signal }),
    listRefunds: ({ namespace, name }, signal) =>
      list(collectionPath('refunds', { namespace }), { query: { fieldSelector: `spec.orderRef=${name}` }, signal }),
    replaceCheckoutStatus: (checkout, signal) => replaceStatus('checkouts', checkout, signal),
    replaceRefundStatus: (refund, signal) => replaceStatus('refunds', refund, signal),
    async createRefund(body, signal) {
      await requestJson(credentials, {
        method: 'POST',
        path: collectionPath('refunds', body.metadata),
        body,
        signal,
      })
    },
  }
}
