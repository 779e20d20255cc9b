/** Which names belong to a key, as to a plan or a coupon; one key a name. */
export class NameIndex {
  readonly #names = new Map<string, Set<string>>()
  readonly #keys = new Map<string, string>()

  /** Replaces the key of a name; undefined: it has none. */
  set(name: string, key: string | undefined): void {
    const before = this.#keys.get(name)
    if (before === key) return
    if (before !== undefined) this.#remove(name, before)
    if (key === undefined) return
    this.#keys.set(name, key)
    this.#names.set(key, (this.#names.get(key) ?? new Set()).add(name))
  }

  of(key: string): Iterable<string> {
    return this.#names.get(key) ?? []
  }

  #remove(name: string, key: string): void {
    this.#keys.delete(name)
    const names = this.#names.get(key)
    names?.delete(name)
    if (names?.size === 0) this.#names.delete(key)
  }
}
