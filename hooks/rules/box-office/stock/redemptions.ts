import type { CouponFacts } from '../plan.ts'

/** The number of orders that redeem a coupon, and the number of their tickets. */
export interface CouponCounts {
  redemptions: number
  tickets: number
}

interface Users {
  /** The tickets of each name. */
  byName: Map<string, number>
  tickets: number
}

const nobody: Users = { byName: new Map(), tickets: 0 }

/** The names that hold something with each coupon, and the numbers of their tickets. */
export class Redemptions {
  readonly #users = new Map<string, Users>()

  add(couponRef: string, name: string, tickets: number): void {
    const users = this.#users.get(couponRef) ?? { byName: new Map(), tickets: 0 }
    users.byName.set(name, tickets)
    users.tickets += tickets
    this.#users.set(couponRef, users)
  }

  remove(couponRef: string, name: string): void {
    const users = this.#usersOf(couponRef)
    users.tickets -= users.byName.get(name) ?? 0
    users.byName.delete(name)
    if (users.byName.size === 0) this.#users.delete(couponRef)
  }

  /** The use of a coupon. */
  useOf(couponRef: string): CouponCounts {
    const { byName, tickets } = this.#usersOf(couponRef)
    return { redemptions: byName.size, tickets }
  }

  /** Whether other orders leave less of a coupon than an order of that name and quantity needs. */
  isUsedUp(coupon: CouponFacts | undefined, { name, quantity }: { name: string; quantity: number }): boolean {
    if (coupon === undefined) return false
    // An order that exceeds the coupon alone is refused as TooMany (limits.ts), unless others have used up the coupon.
    const needed = isAbove(quantity, coupon.maxTickets) ? 1 : quantity
    const { byName, tickets } = this.#usersOf(coupon.name)
    const others = { redemptions: byName.size - (byName.has(name) ? 1 : 0), tickets: tickets - (byName.get(name) ?? 0) }
    return isExceeded(coupon, { redemptions: others.redemptions + 1, tickets: others.tickets + needed })
  }

  /** The users of an overused coupon. For any other coupon the list is empty, which saves looking them up. */
  overusersOf(coupon: CouponFacts | undefined): string[] {
    if (coupon === undefined || !isExceeded(coupon, this.useOf(coupon.name))) return []
    return [...this.#usersOf(coupon.name).byName.keys()]
  }

  #usersOf(couponRef: string): Users {
    return this.#users.get(couponRef) ?? nobody
  }
}

/** Whether the use of a coupon is above one of its limits. */
export function isExceeded(
  { maxRedemptions, maxTickets }: CouponFacts,
  { redemptions, tickets }: CouponCounts,
): boolean {
  return isAbove(redemptions, maxRedemptions) || isAbove(tickets, maxTickets)
}

function isAbove(count: number, limit: number | undefined): boolean {
  return limit !== undefined && count > limit
}
