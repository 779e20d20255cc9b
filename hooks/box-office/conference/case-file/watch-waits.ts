import type { Reached } from '../../../rules/box-office/desk.ts'
import type { CouponFacts } from '../../../rules/box-office/plan.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file.ts'

/** Whether its order was confirmed, and so had a reservation, but none is visible. */
export function isUnreserved(file: CaseFile): boolean {
  return file.order?.status.payment === 'CONFIRMED' && caseOf(file)?.stored === undefined
}

// A version that no watch ever reaches.
const unreachableVersion = 2n ** 64n

/** The value to keep as `unreservedSince`; undefined until the reservation watch reaches the version of the order. */
export function noteUnreserved(file: CaseFile, reached: Reached): bigint | undefined {
  const since = unreservedVersion(file, reached)
  return since === unreachableVersion ? undefined : since
}

/**
 * The resourceVersion up to which the reservation watch showed no reservation of this order. It counts only once the watch
 * has reached the version of the order, because a confirmed order had its reservation before it was confirmed.
 */
export function unreservedVersion(file: CaseFile, { reservations }: Reached): bigint {
  return file.unreservedSince ?? (reservations >= (file.orderVersion ?? 0n) ? reservations : unreachableVersion)
}

/** Whether a hold costs nothing and waits for the coupon watch to show its coupon. */
export function isUnjudged(file: CaseFile, coupons: ReadonlyMap<string, CouponFacts>): boolean {
  const { decision, couponRef } = latestObservation(file)?.stored.reservation ?? {}
  return decision === 'Held' && file.order?.price === 0 && couponRef !== undefined && !coupons.has(couponRef)
}
