import type { Coupon } from './plan.ts'
import { holds, type Reservation, type Stored } from './reservation.ts'

/** What is wrong with a hold, or with what waits: another one has a seat of it, or others have used up its coupon. */
export type Challenge = 'seat' | 'coupon'

/**
 * Those that claim what another one has, by the name of their order. Two views of the box office may have granted the
 * same thing; what is sold keeps it before what is held, that before what waits, then what was written first. All
 * reservations are one stream of events: a view that shows the later of two shows the earlier one too, so the later can
 * never be sold first. Whose coupon is used up does not wait for another seat.
 */
export function audit(stored: readonly Stored[], coupons: ReadonlyMap<string, Coupon>): Map<string, Challenge> {
  const inOrder = stored.toSorted(byRight).map(({ reservation }) => reservation)
  const challenged = new Map<string, Challenge>()
  for (const { orderRef } of overlapping(inOrder.filter(holds))) challenged.set(orderRef, 'seat')
  for (const { orderRef } of overRedeemed(inOrder, coupons)) challenged.set(orderRef, 'coupon')
  return challenged
}

const rights: readonly Reservation['decision'][] = ['Sold', 'Held', 'Waitlisted']

function byRight(a: Stored, b: Stored): number {
  if (a.reservation.decision !== b.reservation.decision)
    return rights.indexOf(a.reservation.decision) - rights.indexOf(b.reservation.decision)
  return a.version < b.version ? -1 : 1
}

function overlapping(inOrder: readonly Reservation[]): Reservation[] {
  const taken = new Set<number>()
  return inOrder.filter(({ seats = [] }) => {
    const overlaps = seats.some(seat => taken.has(seat))
    if (!overlaps) for (const seat of seats) taken.add(seat)
    return overlaps
  })
}

/** Users of a limited coupon beyond its limit. What is sold is never among them. */
function overRedeemed(inOrder: readonly Reservation[], coupons: ReadonlyMap<string, Coupon>): Reservation[] {
  const redeemed = new Map<string, number>()
  return inOrder.filter(({ couponRef = '', quantity, decision }) => {
    const { maxRedemptions = Number.POSITIVE_INFINITY } = coupons.get(couponRef) ?? {}
    if (quantity === 0 || !rights.includes(decision)) return false
    const count = (redeemed.get(couponRef) ?? 0) + 1
    redeemed.set(couponRef, count)
    return count > maxRedemptions && decision !== 'Sold'
  })
}
