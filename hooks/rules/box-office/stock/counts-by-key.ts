/** A number for each key. A key whose number is 0 takes no memory. */
export class CountsByKey {
  readonly #counts = new Map<string, number>()

  count(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  add(key: string, by: number): void {
    const count = this.count(key) + by
    if (count === 0) this.#counts.delete(key)
    else this.#counts.set(key, count)
  }

  /** Removes all keys, and returns those that had a number. */
  clear(): string[] {
    const keys = [...this.#counts.keys()]
    this.#counts.clear()
    return keys
  }
}
