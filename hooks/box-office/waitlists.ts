import { byPlace, type Place } from '../rules/box-office/waitlist.ts'

/** Somebody who waits for so many tickets of a plan. */
export interface Waiter extends Place {
  planRef: string
  tickets: number
}

/** Who waits for tickets, by plan. */
export interface Waitlists {
  /** Replaces the entry of a name; undefined takes it off. */
  set(name: string, waiter: Waiter | undefined): void
  /** Those who wait for a plan, in order. */
  of(planRef: string): readonly Waiter[]
}

export function createWaitlists(): Waitlists {
  const lists = new Map<string, Waiter[]>()
  const waiters = new Map<string, Waiter>()

  function remove(waiter: Waiter): void {
    const list = lists.get(waiter.planRef) ?? []
    list.splice(indexIn(list, waiter), 1)
    if (list.length === 0) lists.delete(waiter.planRef)
    waiters.delete(waiter.name)
  }

  return {
    set(name, waiter) {
      const before = waiters.get(name)
      if (before !== undefined) remove(before)
      if (waiter === undefined) return
      const list = lists.get(waiter.planRef) ?? []
      lists.set(waiter.planRef, list)
      list.splice(indexIn(list, waiter), 0, waiter)
      waiters.set(name, waiter)
    },
    of: planRef => lists.get(planRef) ?? [],
  }
}

/** Where it stands in a list, or would stand. */
function indexIn(list: readonly Place[], place: Place): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (byPlace(list[middle] as Place, place) < 0) low = middle + 1
    else high = middle
  }
  return low
}
