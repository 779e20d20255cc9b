import { type Offer, prefixOf } from '../plan.ts'
import type { Share } from './account.ts'
import type { Claimant } from './audit.ts'
import { CountsByKey } from './counts-by-key.ts'
import { SeatMaps } from './seat-map.ts'

/** A plan, and its pool if it has one that exists. */
export type Hall = Pick<Offer, 'plan' | 'pool'>

/** The seats and tickets of all plans and pools: those that are claimed, and those that are free. */
export class Seating {
  readonly #maps = new SeatMaps()
  readonly #tickets = new CountsByKey()
  readonly #setAside = new CountsByKey()

  take({ planRef, prefix, seats, unseated }: Share): void {
    this.#tickets.add(planRef, seats.length + unseated)
    this.#maps.keepMapOf(prefix).take(seats, unseated)
  }

  release({ planRef, prefix, seats, unseated }: Share): void {
    this.#tickets.add(planRef, -seats.length - unseated)
    this.#maps.mapOf(prefix).release(seats, unseated)
    this.#maps.dropUnused(prefix)
  }

  /** Notes that a name was observed to hold seats. */
  note({ name, prefix, seats }: Claimant): void {
    this.#maps.mapOf(prefix).note(name, seats)
  }

  forget({ name, prefix, seats }: Claimant): void {
    this.#maps.mapOf(prefix).forget(name, seats)
  }

  /** The numbers of held tickets of each plan, by its name, and of each plan or pool, by its seatPrefix. */
  heldTickets(shares: readonly Share[]): Map<string, number> {
    return new Map(
      shares.flatMap(({ planRef, prefix }) => [
        [planRef, this.#tickets.count(planRef)],
        [prefix, this.#maps.mapOf(prefix).heldTickets],
      ]),
    )
  }

  /** The lowest free seats; undefined if fewer are free than asked for, and empty without capacity and pool. */
  freeSeats(hall: Hall, quantity: number): number[] | undefined {
    const free = this.countFreeSeats(hall)
    if (free === Number.POSITIVE_INFINITY) return []
    return quantity > free ? undefined : this.#maps.mapOf(prefixOf(hall.plan)).lowestFree(quantity)
  }

  /**
   * The number of seats that are free and not set aside, within the limit of the plan: below 0 after the capacity was lowered,
   * infinite without a capacity. A pool that does not exist has no free seats.
   */
  countFreeSeats({ plan, pool }: Hall): number {
    const { name, capacity = Number.POSITIVE_INFINITY, poolRef } = plan
    const own = capacity - this.#tickets.count(name) - this.#setAside.count(name)
    if (poolRef === undefined) return own
    const prefix = prefixOf(plan)
    return Math.min(own, (pool?.capacity ?? 0) - this.#maps.mapOf(prefix).heldTickets - this.#setAside.count(prefix))
  }

  /** Keeps a number of seats of a plan for an order that must wait for a moment: later orders do not get them. */
  setAside(hall: Hall, tickets: number): void {
    for (const key of [hall.plan.name, prefixOf(hall.plan)]) this.#setAside.add(key, tickets)
  }

  /** Frees the seats that were set aside; returns the names of their plans, and the seatPrefix of their plans or pools. */
  clearSetAside(): string[] {
    return this.#setAside.clear()
  }

  /** The number of names that claim a seat of a plan or pool (seatPrefix). */
  countClaims(prefix: string, seat: number): number {
    return this.#maps.mapOf(prefix).countClaims(seat)
  }

  /** The names that were observed to hold a seat of a plan or pool (seatPrefix). */
  holders(prefix: string, seat: number): readonly string[] {
    return this.#maps.mapOf(prefix).holders(seat)
  }

  /** The names that were observed to hold a seat which another name holds too, in the plans or pools of these shares. */
  overlappingNames(shares: readonly Share[]): string[] {
    const prefixes = new Set(shares.map(({ prefix }) => prefix))
    return [...prefixes].flatMap(prefix => this.#maps.mapOf(prefix).overlappingNames())
  }

  isOverlapping({ name, prefix }: Claimant): boolean {
    return this.#maps.mapOf(prefix).isOverlapping(name)
  }
}
