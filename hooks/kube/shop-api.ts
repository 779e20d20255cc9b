import type { KubeConfig } from '@kubernetes/client-node'
import type { BuyerSpec } from '../schema/buyer.ts'
import { orderLabel } from '../schema/crd/kind.ts'
import type { OwnerReference } from '../schema/crd/object.ts'
import type { Checkout, CheckoutSpec } from '../schema/money/checkout.ts'
import type { Coupon } from '../schema/offer/coupon.ts'
import type { Order } from '../schema/order/order.ts'
import type { Ticket } from '../schema/ticket.ts'
import type { ObjectKey } from './api.ts'
import { allowNotFound } from './client.ts'
import { collectionPath, objectPath } from './path.ts'
import { requestJson } from './request.ts'

/** An Order as the shop creates it; the API server adds uid and times. */
export interface NewOrder {
  apiVersion: string
  kind: 'Order'
  metadata: ObjectKey
  spec: Order['spec']
}

/** A Buyer as the shop creates it: its order owns it. */
export interface NewBuyer {
  apiVersion: string
  kind: 'Buyer'
  metadata: ObjectKey & { ownerReferences: [OwnerReference] }
  spec: BuyerSpec
}

/** A Checkout as the shop creates it: its order owns it. */
export interface NewCheckout {
  apiVersion: string
  kind: 'Checkout'
  metadata: ObjectKey & { ownerReferences: [OwnerReference] }
  spec: Omit<CheckoutSpec, 'returned'>
}

/** The fields of an order that a buyer may change. */
export type OrderChange = Partial<Pick<Order['spec'], 'quantity' | 'cancelled' | 'holdUntil'>>

/** The object of this uid: a call for a recreated object of the same name is refused (409). */
export interface ExactKey extends ObjectKey {
  uid: string
}

/** The calls of the shop to the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface ShopApi {
  /** Undefined when no coupon has that name. */
  getCoupon(key: ObjectKey, signal: AbortSignal): Promise<Coupon | undefined>
  /** Returns it as stored. Rejects with reason AlreadyExists when an order has that name. */
  createOrder(order: NewOrder, signal: AbortSignal): Promise<Order>
  getOrder(key: ObjectKey, signal: AbortSignal): Promise<Order | undefined>
  /** Returns the changed order; undefined when it does not exist. */
  changeOrder(key: ExactKey, change: OrderChange, signal: AbortSignal): Promise<Order | undefined>
  /** Rejects with reason AlreadyExists when a buyer has that name. */
  createBuyer(buyer: NewBuyer, signal: AbortSignal): Promise<void>
  getCheckout(key: ObjectKey, signal: AbortSignal): Promise<Checkout | undefined>
  /** Returns it as stored. Rejects with reason AlreadyExists when a checkout has that name. */
  createCheckout(checkout: NewCheckout, signal: AbortSignal): Promise<Checkout>
  /** Writes that the buyer came back from the gateway. Undefined when the checkout does not exist. */
  noteReturn(key: ExactKey, signal: AbortSignal): Promise<Checkout | undefined>
  getTicket(key: ObjectKey, signal: AbortSignal): Promise<Ticket | undefined>
  /** The tickets of the order of that name. */
  listTickets(order: ObjectKey, signal: AbortSignal): Promise<Ticket[]>
  /** Writes the name of the attendee, or removes it. Undefined when the ticket does not exist. */
  nameAttendee(
    key: ExactKey,
    attendee: Ticket['spec']['attendee'] | null,
    signal: AbortSignal,
  ): Promise<Ticket | undefined>
}

/** Connects the shop to the API server with these credentials. */
export function connectShop(credentials: KubeConfig): ShopApi {
  const get = <T>(plural: string, key: ObjectKey, signal: AbortSignal) =>
    allowNotFound(requestJson(credentials, { path: objectPath(plural, key), signal }) as Promise<T>)
  const create = (plural: string, body: { metadata: ObjectKey }, signal: AbortSignal) =>
    requestJson(credentials, { method: 'POST', path: collectionPath(plural, body.metadata), body, signal })
  const patch = <T>(
    plural: string,
    { key: { uid, ...key }, spec, signal }: { key: ExactKey; spec: object; signal: AbortSignal },
  ) => {
    const body = { metadata: { uid }, spec }
    const request = { method: 'PATCH', path: objectPath(plural, key), body, signal } as const
    return allowNotFound(requestJson(credentials, request) as Promise<T>)
  }
  return {
    getCoupon: (key, signal) => get('coupons', key, signal),
    createOrder: async (order, signal) => (await create('orders', order, signal)) as Order,
    getOrder: (key, signal) => get('orders', key, signal),
    changeOrder: (key, spec, signal) => patch('orders', { key, spec, signal }),
    async createBuyer(buyer, signal) {
      await create('buyers', buyer, signal)
    },
    getCheckout: (key, signal) => get('checkouts', key, signal),
    createCheckout: async (checkout, signal) => (await create('checkouts', checkout, signal)) as Checkout,
    noteReturn: (key, signal) => patch('checkouts', { key, spec: { returned: true }, signal }),
    getTicket: (key, signal) => get('tickets', key, signal),
    async listTickets({ namespace, name }, signal) {
      const query = new URLSearchParams({ labelSelector: `${orderLabel}=${name}` })
      const path = `${collectionPath('tickets', { namespace })}?${query}`
      return ((await requestJson(credentials, { path, signal })) as { items: Ticket[] }).items
    },
    nameAttendee: (key, attendee, signal) => patch('tickets', { key, spec: { attendee }, signal }),
  }
}
