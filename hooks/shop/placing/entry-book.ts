/** An unpaid order, and the IP addresses and e-mail addresses against whose limits it counts. */
export interface Entry {
  owners: string[]
  /** The number of tickets. */
  quantity: number
  /** The time until which it counts at most, in milliseconds since 1970. */
  until: number
  /** Whether the order stays open without an end of its own: it waits for seats, or its hold has no end. */
  isEndless: boolean
  /** Called when the entry is removed. */
  leave(): void
}

/** Entries by the place of their order, and by owner. */
export interface EntryBook {
  find(place: string): Entry | undefined
  /** Writes an entry, which replaces an earlier entry of that place. */
  write(place: string, entry: Entry): void
  remove(place: string): void
  placesOf(owner: string): string[]
  size(): number
}

export function createEntryBook(): EntryBook {
  const entries = new Map<string, Entry>()
  const byOwner = new Map<string, Set<string>>()

  function remove(place: string): void {
    const entry = entries.get(place)
    if (entry === undefined) return
    entries.delete(place)
    entry.leave()
    for (const owner of entry.owners) {
      const others = placesOf(owner).filter(other => other !== place)
      if (others.length === 0) byOwner.delete(owner)
      else byOwner.set(owner, new Set(others))
    }
  }

  function placesOf(owner: string): string[] {
    return [...(byOwner.get(owner) ?? [])]
  }

  return {
    find: place => entries.get(place),
    write(place, entry) {
      remove(place)
      entries.set(place, entry)
      for (const owner of entry.owners) byOwner.set(owner, new Set([...placesOf(owner), place]))
    },
    remove,
    placesOf,
    size: () => entries.size,
  }
}
