import type { CouponFacts } from '../plan.ts'
import { isExceeded } from './redemptions.ts'

/**
 * The fault of a hold:
 * - seat: another hold has a better right to one of its seats, so this hold gives way
 * - coupon: holds with a better right use up its coupon, so this hold gives way
 * - contested: only holds that must give way themselves have a better right, so this hold keeps its seats. It is sold once
 *   they have given way.
 */
export type Challenge = 'seat' | 'coupon' | 'contested'

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

type HoldersOf = (prefix: string, seat: number) => readonly Claimant[]

/** The observed holds that a claimant may compete with. */
export interface Rivals {
  coupon: CouponFacts | undefined
  /** The users of that coupon if they exceed its limits; otherwise empty. */
  users: readonly Claimant[]
  /** The holders of a seat of a plan or pool (seatPrefix). */
  holdersOf: HoldersOf
}

/** The fault of a hold; undefined if it has none. */
export function challengeTo(claimant: Claimant, rivals: Rivals): Challenge | undefined {
  if (isChallengedByCoupon(claimant, rivals)) return 'coupon'
  if (isChallengedBySeat(claimant, rivals.holdersOf)) return 'seat'
  return isContested(claimant, rivals) ? 'contested' : undefined
}

/**
 * Whether a hold would have a fault if every hold with a better right kept its seats. In this view, each of those holds must
 * give way to a third hold. If the third hold is released, they need not give way, and another box office may sell them.
 */
function isContested(claimant: Claimant, { coupon, users, holdersOf }: Rivals): boolean {
  const holders = claimant.seats.flatMap(seat => holdersOf(claimant.prefix, seat))
  if (holders.some(other => other.name !== claimant.name && hasBetterRight(other, claimant))) return true
  if (claimant.isSold || coupon === undefined) return false
  const inTurn = usersOf(coupon, users).filter(user => user.name === claimant.name || hasBetterRight(user, claimant))
  const tickets = inTurn.reduce((total, { quantity }) => total + quantity, 0)
  return isExceeded(coupon, { redemptions: inTurn.length, tickets })
}

/**
 * Whether another hold has a better right to a seat of this one: two box offices may have granted one seat twice. A sale has
 * a better right than a hold, and the hold that was written first has a better right than a later one. The watch shows the
 * first write first, so the later hold is never sold before the first one is seen. A hold that must give way itself
 * challenges no other hold.
 */
function isChallengedBySeat(claimant: Claimant, holdersOf: HoldersOf): boolean {
  return claimant.seats.some(seat =>
    holdersOf(claimant.prefix, seat).some(
      other => other.name !== claimant.name && hasBetterRight(other, claimant) && !isChallengedBySeat(other, holdersOf),
    ),
  )
}

/**
 * Whether a hold exceeds a limit of its coupon; a sale never does. Users with a better right come first, as long as the
 * limits allow. A hold that must give way itself takes nothing from the users behind it.
 */
function isChallengedByCoupon(claimant: Claimant, { coupon, users }: Rivals): boolean {
  if (claimant.isSold || claimant.quantity === 0 || coupon === undefined) return false
  let before = { redemptions: 0, tickets: 0 }
  const inTurn = usersOf(coupon, users).toSorted((a, b) => (hasBetterRight(a, b) ? -1 : 1))
  for (const user of inTurn) {
    const withUser = { redemptions: before.redemptions + 1, tickets: before.tickets + user.quantity }
    const exceeds = isExceeded(coupon, withUser)
    if (user.name === claimant.name) return exceeds
    if (user.isSold || !exceeds) before = withUser
  }
  return false
}

function usersOf({ name }: CouponFacts, users: readonly Claimant[]): Claimant[] {
  return users.filter(user => user.couponRef === name && user.quantity > 0)
}

function hasBetterRight(a: Claimant, b: Claimant): boolean {
  return a.isSold === b.isSold ? a.version < b.version : a.isSold
}
