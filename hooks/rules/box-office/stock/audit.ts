import type { CouponFacts } from '../plan.ts'

/** The fault of a hold: another hold has one of its seats, or others have used up its coupon. */
export type Challenge = 'seat' | 'coupon'

/** An observed hold. */
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
export function isChallengedBySeat(
  claimant: Claimant,
  holdersOf: (planRef: string, seat: number) => readonly Claimant[],
): boolean {
  return claimant.seats.some(seat =>
    holdersOf(claimant.planRef, seat).some(
      other => other.name !== claimant.name && hasBetterRight(other, claimant) && !isChallengedBySeat(other, holdersOf),
    ),
  )
}

/** Whether a hold exceeds the limit of its coupon. A sale never does. */
export function isChallengedByCoupon(
  claimant: Claimant,
  { coupon, users }: { coupon: CouponFacts | undefined; users: readonly Claimant[] },
): boolean {
  if (claimant.isSold || claimant.quantity === 0 || coupon?.maxRedemptions === undefined) return false
  const before = users.filter(
    user => user.couponRef === coupon.name && user.quantity > 0 && hasBetterRight(user, claimant),
  )
  return before.length >= coupon.maxRedemptions
}

function hasBetterRight(a: Claimant, b: Claimant): boolean {
  return a.isSold === b.isSold ? a.version < b.version : a.isSold
}
