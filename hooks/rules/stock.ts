import type { Coupon, Plan } from './plan.ts'
import { holds, type Reservation } from './reservation.ts'

/** What is left to grant while one answer is made. */
export interface Stock {
  /** The lowest free seats, so many; undefined if there are fewer. Without capacity none are needed: []. */
  freeSeats(quantity: number): number[] | undefined
  /** Whether others have used up a coupon. An order that waits has its place among the users, and only holds are before it. */
  isUsedUp(coupon: Coupon | undefined, order: { name: string; waiting: boolean }): boolean
  /** Takes what a reservation uses; answers it. */
  take(reservation: Reservation): Reservation
}

/**
 * The stock of a plan, given all that was observed. What is given back in the same answer is still counted: the engine
 * may fail to write that, so it is granted to another only once it is seen to be free.
 */
export function stockOf({ capacity }: Plan, observed: readonly Reservation[]): Stock {
  const taken = new Set<number>()
  const users = { holding: new Map<string, Set<string>>(), all: new Map<string, Set<string>>() }
  let held = 0
  // Nothing that is taken comes back while one answer is made: all seats before it stay taken.
  let lowest = 1
  const take = (reservation: Reservation) => {
    const { seats = [], quantity, couponRef, orderRef, decision } = reservation
    if (couponRef !== undefined && quantity > 0) {
      if (holds(reservation)) add(users.holding, couponRef, orderRef)
      if (holds(reservation) || decision === 'Waitlisted') add(users.all, couponRef, orderRef)
    }
    if (holds(reservation)) {
      held += quantity
      for (const seat of seats) taken.add(seat)
    }
    return reservation
  }
  observed.forEach(take)
  return {
    take,
    freeSeats(quantity) {
      if (capacity === undefined) return []
      if (quantity > capacity - held) return undefined
      while (taken.has(lowest)) lowest++
      return freeFrom(lowest, { taken, quantity })
    },
    isUsedUp(coupon, { name, waiting }) {
      if (coupon?.maxRedemptions === undefined) return false
      const redeeming = (waiting ? users.holding : users.all).get(coupon.name) ?? new Set()
      const others = redeeming.size - (redeeming.has(name) ? 1 : 0)
      return others >= coupon.maxRedemptions
    },
  }
}

function add(sets: Map<string, Set<string>>, key: string, name: string): void {
  sets.set(key, (sets.get(key) ?? new Set()).add(name))
}

function freeFrom(lowest: number, of: { taken: ReadonlySet<number>; quantity: number }): number[] {
  const seats: number[] = []
  for (let seat = lowest; seats.length < of.quantity; seat++) {
    if (!of.taken.has(seat)) seats.push(seat)
  }
  return seats
}
