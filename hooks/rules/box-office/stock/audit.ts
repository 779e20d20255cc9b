import type { CouponFacts } from '../plan.ts'
import { isExceeded } from './redemptions.ts'

/** The fault of a hold: another hold has one of its seats, or others have used up its coupon. */
export type Challenge = 'seat' | 'coupon'

/** An observed hold. */
export interface Claimant {
  name: string
  /** The plan or pool whose seats it has (seatPrefix). */
  prefix: string
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
  holdersOf: (prefix: string, seat: number) => readonly Claimant[],
): boolean {
  return claimant.seats.some(seat =>
    holdersOf(claimant.prefix, seat).some(
      other => other.name !== claimant.name && hasBetterRight(other, claimant) && !isChallengedBySeat(other, holdersOf),
    ),
  )
}

/**
 * Whether a hold exceeds a limit of its coupon. A sale never does. Those with a better right come first, as long as the
 * limits allow; a hold that must give way itself takes nothing from those behind it.
 */
export function isChallengedByCoupon(
  claimant: Claimant,
  { coupon, users }: { coupon: CouponFacts | undefined; users: readonly Claimant[] },
): boolean {
  if (claimant.isSold || claimant.quantity === 0 || coupon === undefined) return false
  let before = { redemptions: 0, tickets: 0 }
  const inTurn = users
    .filter(user => user.couponRef === coupon.name && user.quantity > 0)
    .toSorted((a, b) => (hasBetterRight(a, b) ? -1 : 1))
  for (const user of inTurn) {
    const withUser = { redemptions: before.redemptions + 1, tickets: before.tickets + user.quantity }
    const exceeds = isExceeded(coupon, withUser)
    if (user.name === claimant.name) return exceeds
    if (user.isSold || !exceeds) before = withUser
  }
  return false
}

function hasBetterRight(a: Claimant, b: Claimant): boolean {
  return a.isSold === b.isSold ? a.version < b.version : a.isSold
}
