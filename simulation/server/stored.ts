import type { Checkout } from '../../hooks/schema/money/checkout.ts'
import type { Refund } from '../../hooks/schema/money/refund.ts'
import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { SeatPool } from '../../hooks/schema/offer/seat-pool.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Ticket } from '../../hooks/schema/ticket.ts'

/** The kinds of one namespace, each with its stored form. */
export interface Kinds {
  Plan: Plan
  SeatPool: SeatPool
  Coupon: Coupon
  Order: Order
  Reservation: Reservation
  Ticket: Ticket
  Payment: Payment
  Checkout: Checkout
  Refund: Refund
}
export type KindName = keyof Kinds
export type Stored = Kinds[KindName]

export const kindNames: readonly KindName[] = [
  'Plan',
  'SeatPool',
  'Coupon',
  'Order',
  'Reservation',
  'Ticket',
  'Payment',
  'Checkout',
  'Refund',
]

/** One revision of the store: the object before and after the write; undefined if it does not exist. */
export interface ChangeOf<K extends KindName> {
  kind: K
  name: string
  before: Kinds[K] | undefined
  after: Kinds[K] | undefined
  revision: number
  /** Milliseconds since 1970. */
  at: number
}
export type Change = { [K in KindName]: ChangeOf<K> }[KindName]

/** The uid of the owner that is the object's controller. */
export function ownerOf({ metadata }: Stored): string | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller)?.uid
}

/** The uid of the owner with which the object is deleted. That of a checkout or refund is no controller. */
export function keeperOf(object: Stored): string | undefined {
  const owner = object.metadata.ownerReferences?.[0]?.uid
  return object.kind === 'Checkout' || object.kind === 'Refund' ? owner : ownerOf(object)
}
