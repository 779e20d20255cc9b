import type { CouponFacts } from '../plan.ts'

const nobody: ReadonlySet<string> = new Set()

/** The names that hold something with each coupon. */
export class Redemptions {
  readonly #users = new Map<string, Set<string>>()

  add(couponRef: string, name: string): void {
    this.#users.set(couponRef, (this.#users.get(couponRef) ?? new Set()).add(name))
  }

  remove(couponRef: string, name: string): void {
    const users = this.#users.get(couponRef)
    users?.delete(name)
    if (users?.size === 0) this.#users.delete(couponRef)
  }

  /** The number of names that hold something with a coupon. */
  count(couponRef: string): number {
    return this.#usersOf(couponRef).size
  }

  /** Whether others have used up a coupon. */
  isUsedUp(coupon: CouponFacts | undefined, name: string): boolean {
    if (coupon?.maxRedemptions === undefined) return false
    const users = this.#usersOf(coupon.name)
    return users.size - (users.has(name) ? 1 : 0) >= coupon.maxRedemptions
  }

  /** The users of a coupon with more redemptions than it allows; none for any other coupon, which saves looking them up. */
  overusersOf(coupon: CouponFacts | undefined): ReadonlySet<string> {
    if (coupon?.maxRedemptions === undefined || this.count(coupon.name) <= coupon.maxRedemptions) return nobody
    return this.#usersOf(coupon.name)
  }

  #usersOf(couponRef: string): ReadonlySet<string> {
    return this.#users.get(couponRef) ?? nobody
  }
}
