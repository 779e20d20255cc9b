import type { Stored } from '../../../rules/reservation.ts'
import type { TicketCounts } from '../../objects/plan-status.ts'

const columns = { Held: 'held', Sold: 'sold', Waitlisted: 'waiting', Refused: undefined, Released: undefined } as const

/** The tickets of each plan that are held, sold and waited for, as observed. */
export class PlanCounts {
  readonly #counts = new Map<string, TicketCounts>()

  /** Subtracts the earlier reservation of a name, and adds the current one. */
  replace(before: Stored | undefined, after: Stored | undefined): void {
    this.#add(before, -1)
    this.#add(after, 1)
  }

  countsOf(planRef: string): TicketCounts {
    return this.#counts.get(planRef) ?? { held: 0, sold: 0, waiting: 0 }
  }

  #add(stored: Stored | undefined, sign: 1 | -1): void {
    const column = stored && columns[stored.reservation.decision]
    if (stored === undefined || column === undefined) return
    const { planRef = '', quantity } = stored.reservation
    const counts = { ...this.countsOf(planRef) }
    counts[column] += sign * quantity
    if (counts.held + counts.sold + counts.waiting === 0) this.#counts.delete(planRef)
    else this.#counts.set(planRef, counts)
  }
}
