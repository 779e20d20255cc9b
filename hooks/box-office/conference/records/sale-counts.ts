import { Counter } from '../../../rules/box-office/stock/counter.ts'
import type { ReservationFacts, Stored } from '../../../rules/reservation.ts'
import type { TicketCounts } from '../../objects/plan-status.ts'

const columns = { Held: 'held', Sold: 'sold', Waitlisted: 'waiting', Refused: undefined, Released: undefined } as const

/** The tickets of each plan and of each pool that are held, sold and waited for, and the coupons in use, as observed. */
export class SaleCounts {
  readonly #tickets = new Counter()
  readonly #coupons = new Counter()

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

  /** Whether an order of the plan holds something with the coupon. */
  isInUse(couponRef: string, planRef: string): boolean {
    return this.#coupons.count(`${planRef} ${couponRef}`) > 0
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
    if (couponRef !== undefined && column !== 'waiting') this.#coupons.add(`${planRef} ${couponRef}`, sign * quantity)
  }
}
