/** The namespace and name of an object; names are unique within a kind and namespace. */
export interface ObjectPlace {
  namespace: string
  name: string
}

/** The known objects of one kind, to find those that a list no longer shows. */
export interface RollCall {
  /** Begins a list: objects that it does not show are missing at its end. */
  begin(): void
  note(place: ObjectPlace): void
  remove(place: ObjectPlace): void
  /** Removes and returns the objects that were not noted since the list began. */
  takeMissing(): ObjectPlace[]
}

/** Keeps one number for each object: the round of the list that last noted it. */
export function createRollCall(): RollCall {
  const namespaces = new Map<string, Map<string, number>>()
  let round = 0
  return {
    begin() {
      round += 1
    },
    note({ namespace, name }) {
      const names = namespaces.get(namespace)
      if (names === undefined) namespaces.set(namespace, new Map([[name, round]]))
      else names.set(name, round)
    },
    remove({ namespace, name }) {
      const names = namespaces.get(namespace)
      if (names?.delete(name) && names.size === 0) namespaces.delete(namespace)
    },
    takeMissing() {
      const places = [...namespaces].flatMap(([namespace, names]) =>
        [...names].filter(([, noted]) => noted !== round).map(([name]) => ({ namespace, name })),
      )
      for (const place of places) this.remove(place)
      return places
    },
  }
}
