/** The names that belong to a key, such as the orders of a plan. A name has at most one key. */
export class NameIndex {
  // A set of one name takes ten times the memory of the name, and most keys have one name.
  readonly #names = new Map<string, string | Set<string>>()
  readonly #keys = new Map<string, string>()

  /** Replaces the key of a name; undefined removes it. */
  set(name: string, key: string | undefined): void {
    const before = this.#keys.get(name)
    if (before === key) return
    if (before !== undefined) this.#remove(name, before)
    if (key === undefined) return
    this.#keys.set(name, key)
    const names = this.#names.get(key)
    if (names === undefined) this.#names.set(key, name)
    else if (typeof names === 'string') this.#names.set(key, new Set([names, name]))
    else names.add(name)
  }

  namesOf(key: string): Iterable<string> {
    const names = this.#names.get(key) ?? []
    return typeof names === 'string' ? [names] : names
  }

  #remove(name: string, key: string): void {
    this.#keys.delete(name)
    const names = this.#names.get(key)
    if (names instanceof Set && names.size > 1) names.delete(name)
    else this.#names.delete(key)
  }
}
