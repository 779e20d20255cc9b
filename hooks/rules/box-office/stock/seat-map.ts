const firstSize = 64

/** The seats of one plan or pool: the claims on each seat, the number of held tickets, and the observed holds that overlap. */
export class SeatMap {
  // At index n, the number of names that claim seat n. Seats begin at 1, so index 0 counts as claimed.
  #claims = new Uint8Array(firstSize).fill(1, 0, 1)
  // All seats below it are claimed.
  #lowest = 1
  #held = 0
  readonly #holders = new Map<number, string[]>()
  readonly #overlaps = new Map<string, number>()

  /** The number of held tickets, with or without seats. */
  get heldTickets(): number {
    return this.#held
  }

  take(seats: readonly number[], unseated: number): void {
    this.#held += seats.length + unseated
    for (const seat of seats) {
      this.#growTo(seat)
      this.#claims[seat] = this.countClaims(seat) + 1
    }
  }

  release(seats: readonly number[], unseated: number): void {
    this.#held -= seats.length + unseated
    for (const seat of seats) {
      this.#claims[seat] = this.countClaims(seat) - 1
      if (this.countClaims(seat) === 0) this.#lowest = Math.min(this.#lowest, seat)
    }
  }

  /** The number of names that claim a seat. */
  countClaims(seat: number): number {
    return this.#claims[seat] ?? 0
  }

  /** The lowest seats that nobody claims, ascending. */
  lowestFree(quantity: number): number[] {
    const first = this.#claims.indexOf(0, this.#lowest)
    this.#lowest = first === -1 ? this.#claims.length : first
    const seats: number[] = []
    for (let seat = this.#lowest; seats.length < quantity; seat += 1) if (this.countClaims(seat) === 0) seats.push(seat)
    return seats
  }

  /** Notes that a name was observed to hold seats. */
  note(name: string, seats: readonly number[]): void {
    for (const seat of seats) {
      const there = this.holders(seat)
      this.#holders.set(seat, [...there, name])
      if (there.length === 1) this.#countOverlap(there, 1)
      if (there.length > 0) this.#countOverlap([name], 1)
    }
  }

  forget(name: string, seats: readonly number[]): void {
    for (const seat of seats) {
      const left = this.holders(seat).filter(other => other !== name)
      if (left.length === 0) this.#holders.delete(seat)
      else this.#holders.set(seat, left)
      if (left.length === 1) this.#countOverlap(left, -1)
      if (left.length > 0) this.#countOverlap([name], -1)
    }
  }

  /** The names that were observed to hold a seat. */
  holders(seat: number): readonly string[] {
    return this.#holders.get(seat) ?? []
  }

  /** The names that were observed to hold a seat which another name holds too. */
  overlappingNames(): string[] {
    return [...this.#overlaps.keys()]
  }

  isOverlapping(name: string): boolean {
    return this.#overlaps.has(name)
  }

  #countOverlap(names: readonly string[], by: 1 | -1): void {
    for (const name of names) {
      const count = (this.#overlaps.get(name) ?? 0) + by
      if (count === 0) this.#overlaps.delete(name)
      else this.#overlaps.set(name, count)
    }
  }

  /** Enlarges the map, so that it has a place for this seat. */
  #growTo(seat: number): void {
    if (seat < this.#claims.length) return
    const larger = new Uint8Array(Math.max(this.#claims.length * 2, seat + 1))
    larger.set(this.#claims)
    this.#claims = larger
  }
}

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
