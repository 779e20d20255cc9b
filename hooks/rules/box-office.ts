import { audit, type Challenge } from './audit.ts'
import { lapsed, released, shrunk } from './give-back.ts'
import { answered, type Counter, grown, returned, waited } from './grant.ts'
import type { Order } from './order.ts'
import type { Coupon, Plan } from './plan.ts'
import { couponExhausted, tooMany } from './price.ts'
import { isSame, type Reservation, type Stored, unheld } from './reservation.ts'
import { restored } from './restore.ts'
import { sold } from './sell.ts'
import { stockOf } from './stock.ts'

/** One order at the counter, and what was decided of it before. */
export interface Case {
  order: Order
  stored?: Stored | undefined
}

/** All that the box office knows when it decides. */
export interface BoxOffice {
  plan: Plan
  /** Coupons by name. */
  coupons: ReadonlyMap<string, Coupon>
  /** The orders of the plan, in order of arrival. */
  line: readonly Case[]
  /** Reservations whose order is not seen. They count as long as they are there. */
  others: readonly Stored[]
  /** Milliseconds since 1970. */
  now: number
}

/** What is decided of each order, in the same order. One rule acts on a reservation at a time: audit, give back, sell, grant. */
export function decideAll({ plan, coupons, line, others, now }: BoxOffice): Reservation[] {
  const stored = [...others, ...line.flatMap(({ stored }) => stored ?? [])]
  const stock = stockOf(
    plan,
    stored.map(({ reservation }) => reservation),
  )
  const restoredOnes = restoredCases({ plan, line }, stored)
  const back = [...restoredOnes.values()].flatMap(reservation => reservation ?? [])
  for (const reservation of back) stock.take(reservation)
  // What was sold before is older than all that is stored.
  const challenges = audit([...back.map(reservation => ({ reservation, version: 0n })), ...stored], coupons)
  return line.map(({ order, stored }) => {
    const counter = { plan, coupon: coupons.get(order.couponRef ?? ''), stock, now }
    const decided =
      restoredOnes.get(order) ?? decide({ order, stored }, { counter, challenge: challenges.get(order.name) })
    return answering(order, stored?.reservation, decided)
  })
}

/**
 * What each order gets back that had it already. What is sold to another by now, or given back to one before it, is not:
 * that view of the order is an old one.
 */
function restoredCases({ plan, line }: Pick<BoxOffice, 'plan' | 'line'>, stored: readonly Stored[]) {
  const sold = new Set(stored.filter(({ reservation }) => reservation.decision === 'Sold').flatMap(seatsOf))
  return new Map(
    line.map(someone => {
      const past = isRestorable(someone, plan) ? restored(someone.order, plan) : undefined
      if (past?.seats?.some(seat => sold.has(seat))) return [someone.order, undefined]
      for (const seat of past?.seats ?? []) sold.add(seat)
      return [someone.order, past]
    }),
  )
}

/**
 * What a plan refuses that was deleted and made again may have been sold by the one before: the order hook says so of
 * this very spec. What is too large for the plan is not, or it would be refused and restored in turn; nor is what was a
 * hold of nothing, which has given back what it was sold.
 */
function isRestorable({ order, stored }: Case, plan: Plan): boolean {
  if (stored === undefined) return true
  const { payment, observedGeneration, seats = [] } = order.status
  const { decision, reason, quantity } = stored.reservation
  const isTooLarge = reason === 'TooMany' || tooMany(order, plan) !== undefined
  if (decision !== 'Refused' || quantity === 0 || isTooLarge || isOldView(order, stored.reservation)) return false
  const isSold = payment === 'CONFIRMED' && observedGeneration === order.generation
  return isSold && (plan.capacity === undefined || seats.length > 0)
}

/** This view of the order is older than the one that was answered. */
function isOldView({ generation }: Order, { orderGeneration = 0 }: Reservation): boolean {
  return generation < orderGeneration
}

function decide({ order, stored }: Case, of: { counter: Counter; challenge: Challenge | undefined }): Reservation {
  const { counter, challenge } = of
  if (stored === undefined) return answered(order, counter)
  const { reservation } = stored
  if (isOldView(order, reservation)) return reservation
  if (challenge === 'coupon') return unheld(reservation, 'Refused', couponExhausted(order))
  if (challenge === 'seat') return waited(order, unheld(reservation, 'Waitlisted', seatTaken), counter)
  const settled = released(order, reservation) ?? lapsed(order, reservation) ?? shrunk(order, reservation)
  return settled ?? sold(order, reservation) ?? granted(order, reservation, counter)
}

function seatsOf({ reservation: { seats = [] } }: Stored): number[] {
  return seats
}

const seatTaken = { reason: 'NoSeats', message: 'The order waits for seats: another one had them before' }

function granted(order: Order, reservation: Reservation, counter: Counter): Reservation {
  switch (reservation.decision) {
    case 'Refused':
      return refusedBefore(order, reservation, counter)
    case 'Waitlisted':
      return waited(order, reservation, counter)
    case 'Held':
    case 'Sold':
      return grown(order, reservation, counter)
    case 'Released':
      return returned(order, reservation, counter)
  }
}

/** What is refused again keeps saying so of nothing if it was a hold of nothing. */
function refusedBefore(order: Order, { quantity }: Reservation, counter: Counter): Reservation {
  const again = answered(order, counter)
  return again.decision === 'Refused' && quantity === 0 ? { ...again, quantity } : again
}

/** Says which generation of the order is answered, where there is something new to say. */
function answering({ generation }: Order, before: Reservation | undefined, decided: Reservation): Reservation {
  return before !== undefined && isSame(before, decided) ? before : { ...decided, orderGeneration: generation }
}
