import type { Coupon } from '../plan.ts'

/** What is wrong with a hold: another one has a seat of it, or others have used up its coupon. */
export type Challenge = 'seat' | 'coupon'

/** A hold as it was observed. */
export interface Claimant {
  name: string
  planRef: string
  seats: readonly number[]
  quantity: number
  couponRef: string | undefined
  isSold: boolean
  /** The resourceVersion of its reservation. */
  version: bigint
}

/**
 * Whether another hold has a better right to a seat of this one. Two box offices may have granted one seat. A sale keeps
 * it before a hold; among equals, the earlier write keeps it. One watch shows all reservations in order, so it shows the
 * earlier write first, and the later one is never sold before that. A hold that must give way itself challenges nobody.
 */
export function challengeBySeat(
  claimant: Claimant,
  holdersOf: (planRef: string, seat: number) => readonly Claimant[],
): boolean {
  return claimant.seats.some(seat =>
    holdersOf(claimant.planRef, seat).some(
      other => other.name !== claimant.name && isBefore(other, claimant) && !challengeBySeat(other, holdersOf),
    ),
  )
}

/** Whether a hold is one too many for its coupon. What is sold never is. */
export function challengeByCoupon(
  claimant: Claimant,
  { coupon, users }: { coupon: Coupon | undefined; users: readonly Claimant[] },
): boolean {
  if (claimant.isSold || claimant.quantity === 0 || coupon?.maxRedemptions === undefined) return false
  const before = users.filter(user => user.couponRef === coupon.name && user.quantity > 0 && isBefore(user, claimant))
  return before.length >= coupon.maxRedemptions
}

function isBefore(a: Claimant, b: Claimant): boolean {
  return a.isSold === b.isSold ? a.version < b.version : a.isSold
}
