import type { OrderFacts } from '../../../rules/box-office/order.ts'
import { hasUnmetTickets, waitedTickets } from '../../../rules/box-office/waitlist.ts'
import { isHolding, type ReservationFacts, seatPrefix } from '../../../rules/reservation.ts'
import { NameIndex } from '../../collections/name-index.ts'

/** A relation of orders to a plan or a coupon: a change of the plan or coupon marks these orders as due. */
export type Relation = 'plan' | 'growing' | 'coupon' | 'lostSeats'

/** The highest number of tickets of one order. */
const mostTickets = 100

/** The names of orders, by the objects that they depend on. */
export class OrderIndex implements Record<Relation, NameIndex> {
  readonly plan = new NameIndex()
  /** By plan, the orders that hold or bought fewer tickets than they ask for. */
  readonly growing = new NameIndex()
  readonly coupon = new NameIndex()
  readonly uid = new NameIndex()
  /** By plan or pool (seatPrefix), the confirmed orders with seats but no reservation: another order may hold a seat. */
  readonly lostSeats = new NameIndex()
  /** By hopeKey, the orders that could still get something with a coupon. */
  readonly #hopes = new NameIndex()

  /** Replaces the order of a name, and the reservation of that name, which may be of another order; undefined removes it. */
  set(
    name: string,
    { order, observed }: { order: OrderFacts | undefined; observed?: ReservationFacts | undefined },
  ): void {
    const answer = observed?.orderUid === order?.uid ? observed : undefined
    this.plan.set(name, order?.planRef)
    this.growing.set(name, order && hasUnmetTickets(order, answer) ? order.planRef : undefined)
    this.coupon.set(name, order?.couponRef)
    this.uid.set(name, order?.uid)
    this.lostSeats.set(name, answer === undefined ? seatsOf(order) : undefined)
    const { couponRef } = order ?? {}
    this.#hopes.set(name, order && couponRef && hopeKey(couponRef, missingTickets(order, observed)))
  }

  /** Takes note that an order can get nothing more with its coupon. */
  dropHope(name: string): void {
    this.#hopes.set(name, undefined)
  }

  /** The orders that could still get something with a coupon and lack at least `least` and at most `most` tickets. */
  *hopefuls(couponRef: string, { least = 0, most = mostTickets } = {}): Generator<string> {
    for (let tickets = Math.max(0, least); tickets <= Math.min(most, mostTickets); tickets += 1) {
      yield* this.#hopes.namesOf(hopeKey(couponRef, tickets))
    }
  }
}

function hopeKey(couponRef: string, tickets: number): string {
  return `${couponRef} ${tickets}`
}

/** The number of tickets that an order lacks: those that it waits for, otherwise those that its reservation does not hold. */
function missingTickets(order: OrderFacts, observed: ReservationFacts | undefined): number {
  const { quantity, couponRef, uid } = order
  if (observed?.decision === 'Waitlisted' && observed.orderUid === uid) return waitedTickets(order, observed)
  const hasSome = observed !== undefined && isHolding(observed) && observed.couponRef === couponRef
  return quantity - (hasSome ? observed.quantity : 0)
}

function seatsOf(order: OrderFacts | undefined): string | undefined {
  const { payment, seats, poolRef } = order?.status ?? {}
  if (order === undefined || payment !== 'CONFIRMED' || seats === undefined) return undefined
  return seatPrefix({ planRef: order.planRef, ...(poolRef !== undefined && { poolRef }) })
}
