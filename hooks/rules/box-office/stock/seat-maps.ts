import { SeatMap } from './seat-map.ts'

/** The seat map of each plan or pool (seatPrefix) that holds tickets. */
export class SeatMaps {
  readonly #maps = new Map<string, SeatMap>()

  /** The seat map, to read and to release seats; an empty one where no tickets are held. */
  mapOf(prefix: string): SeatMap {
    return this.#maps.get(prefix) ?? new SeatMap()
  }

  /** The seat map, to take seats; it is kept until `dropUnused`. */
  keepMapOf(prefix: string): SeatMap {
    const map = this.mapOf(prefix)
    this.#maps.set(prefix, map)
    return map
  }

  /** Forgets a seat map without held tickets. */
  dropUnused(prefix: string): void {
    if (this.mapOf(prefix).heldTickets === 0) this.#maps.delete(prefix)
  }
}
