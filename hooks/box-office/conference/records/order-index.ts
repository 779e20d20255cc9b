import type { OrderFacts } from '../../../rules/box-office/order.ts'
import { hasUnmetTickets } from '../../../rules/box-office/waitlist.ts'
import { type ReservationFacts, seatPrefix } from '../../../rules/reservation.ts'
import { NameIndex } from '../../collections/name-index.ts'

/** A relation of orders to a plan or a coupon, by which a change of that makes them due. */
export type Relation = 'plan' | 'growing' | 'coupon' | 'hopedCoupon' | 'lostSeats'

/** The names of orders, by what they depend on. */
export class OrderIndex implements Record<Relation, NameIndex> {
  readonly plan = new NameIndex()
  /** By plan, the orders that hold or bought fewer tickets than they ask for. */
  readonly growing = new NameIndex()
  readonly coupon = new NameIndex()
  readonly uid = new NameIndex()
  /** The orders that could still get something with a coupon. */
  readonly hopedCoupon = new NameIndex()
  /** By plan or pool (seatPrefix), the confirmed orders with seats but no reservation: another order may hold a seat. */
  readonly lostSeats = new NameIndex()

  /** Replaces the order of a name, and its reservation if it has one; an undefined order is removed. */
  set(
    name: string,
    { order, reservation }: { order: OrderFacts | undefined; reservation?: ReservationFacts | undefined },
  ): void {
    this.plan.set(name, order?.planRef)
    this.growing.set(name, order && hasUnmetTickets(order, reservation) ? order.planRef : undefined)
    this.coupon.set(name, order?.couponRef)
    this.uid.set(name, order?.uid)
    this.hopedCoupon.set(name, order?.couponRef)
    this.lostSeats.set(name, reservation === undefined ? seatsOf(order) : undefined)
  }
}

function seatsOf(order: OrderFacts | undefined): string | undefined {
  const { payment, seats, poolRef } = order?.status ?? {}
  if (order === undefined || payment !== 'CONFIRMED' || seats === undefined) return undefined
  return seatPrefix({ planRef: order.planRef, ...(poolRef !== undefined && { poolRef }) })
}
