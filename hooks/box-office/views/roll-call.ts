/** Where an object is: names are unique within a kind and namespace. */
export interface Place {
  namespace: string
  name: string
}

/** Which objects of one kind are known, and which of them a list no longer shows. */
export interface RollCall {
  /** A list begins: what it does not show is missing at its end. */
  begin(): void
  note(place: Place): void
  strike(place: Place): void
  /** What is known and was not noted since the list began; it is known no longer. */
  takeMissing(): Place[]
}

/** Keeps one number per object: the list it was last noted in. */
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
    strike({ namespace, name }) {
      const names = namespaces.get(namespace)
      if (names?.delete(name) && names.size === 0) namespaces.delete(namespace)
    },
    takeMissing() {
      const places = [...namespaces].flatMap(([namespace, names]) =>
        [...names].filter(([, noted]) => noted !== round).map(([name]) => ({ namespace, name })),
      )
      for (const place of places) this.strike(place)
      return places
    },
  }
}
