import { CountsByKey } from '../../../rules/box-office/stock/counts-by-key.ts'
import type { ReservationFacts, Stored } from '../../../rules/reservation.ts'
import type { TicketCounts } from '../../objects/plan-status.ts'

const columns = { Held: 'held', Sold: 'sold', Waitlisted: 'waiting', Refused: undefined, Released: undefined } as const

/** The tickets of each plan and of each pool that are held, sold and waited for, and the coupons in use, as observed. */
export class SaleCounts {
  readonly #tickets = new CountsByKey()
  /** By plan, the tickets with each coupon. */
  readonly #coupons = new Map<string, Map<string, number>>()

  /** Subtracts the earlier reservation of a name, and adds the current one. */
  replace(before: Stored | undefined, after: Stored | undefined): void {
    if (before !== undefined) this.#add(before.reservation, -1)
    if (after !== undefined) this.#add(after.reservation, 1)
  }

  ofPlan(planRef: string): TicketCounts {
    return this.#countsOf(`plan ${planRef}`)
  }

  ofPool(poolRef: string): TicketCounts {
    return this.#countsOf(`pool ${poolRef}`)
  }

  /** The coupons with which orders of the plan hold or bought something. */
  couponsOf(planRef: string): Iterable<string> {
    return this.#coupons.get(planRef)?.keys() ?? []
  }

  #countsOf(key: string): TicketCounts {
    const [held, sold, waiting] = ['held', 'sold', 'waiting'].map(column => this.#tickets.count(`${key} ${column}`))
    return { held, sold, waiting } as TicketCounts
  }

  #add({ decision, planRef = '', poolRef, couponRef, quantity }: ReservationFacts, sign: 1 | -1): void {
    const column = columns[decision]
    if (column === undefined) return
    this.#tickets.add(`plan ${planRef} ${column}`, sign * quantity)
    if (poolRef !== undefined) this.#tickets.add(`pool ${poolRef} ${column}`, sign * quantity)
    if (couponRef !== undefined && column !== 'waiting') this.#redeem(planRef, couponRef, sign * quantity)
  }

  #redeem(planRef: string, couponRef: string, tickets: number): void {
    const used = this.#coupons.get(planRef) ?? new Map<string, number>()
    const count = (used.get(couponRef) ?? 0) + tickets
    if (count === 0) used.delete(couponRef)
    else used.set(couponRef, count)
    if (used.size === 0) this.#coupons.delete(planRef)
    else this.#coupons.set(planRef, used)
  }
}
