import { SeatMap } from './seat-map.ts'

/** The seat map of each plan that holds tickets. */
export class SeatMaps {
  readonly #maps = new Map<string, SeatMap>()

  /** The seat map of a plan, to read and to release seats; an empty one for any other plan. */
  mapOf(planRef: string): SeatMap {
    return this.#maps.get(planRef) ?? new SeatMap()
  }

  /** The seat map of a plan, to take seats; it is kept until `dropUnused`. */
  keepMapOf(planRef: string): SeatMap {
    const map = this.mapOf(planRef)
    this.#maps.set(planRef, map)
    return map
  }

  /** Forgets the seat map of a plan without held tickets. */
  dropUnused(planRef: string): void {
    if (this.mapOf(planRef).heldTickets === 0) this.#maps.delete(planRef)
  }
}
