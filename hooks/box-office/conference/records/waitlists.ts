import { comparePlaces, type WaitlistPlace } from '../../../rules/box-office/waitlist.ts'
import { createSortedList, type SortedList } from '../../collections/sorted-list.ts'
import type { Waiter } from '../case-file/waiter.ts'

/** The orders that wait for tickets, by plan. */
export interface Waitlists {
  /** Replaces the entry of a name; undefined removes it. */
  set(name: string, waiter: Waiter | undefined): void
  /** The first order behind a place in the waitlist of a plan that asks for at most `tickets` tickets. */
  next(planRef: string, behind: { place: WaitlistPlace; tickets: number }): Waiter | undefined
}

/** One list for each number of tickets, so that orders that ask for too many are skipped together. */
type Lists = Map<number, SortedList<WaitlistPlace>>

export function createWaitlists(): Waitlists {
  const plans = new Map<string, Lists>()
  const waiters = new Map<string, Waiter>()

  function remove(waiter: Waiter): void {
    const { name, planRef, tickets } = waiter
    const lists = plans.get(planRef) as Lists
    const list = lists.get(tickets) as SortedList<WaitlistPlace>
    list.remove(waiter)
    if (list.isEmpty()) lists.delete(tickets)
    if (lists.size === 0) plans.delete(planRef)
    waiters.delete(name)
  }

  function add(waiter: Waiter): void {
    const { name, planRef, tickets } = waiter
    const lists: Lists = plans.get(planRef) ?? new Map()
    plans.set(planRef, lists)
    const list = lists.get(tickets) ?? createSortedList<WaitlistPlace>(comparePlaces)
    lists.set(tickets, list)
    list.add(waiter)
    waiters.set(name, waiter)
  }

  return {
    set(name, waiter) {
      const before = waiters.get(name)
      if (before !== undefined) remove(before)
      if (waiter !== undefined) add(waiter)
    },
    next(planRef, { place, tickets }) {
      let first: WaitlistPlace | undefined
      for (const [asked, list] of plans.get(planRef) ?? []) {
        const next = asked <= tickets ? list.firstAfter(place) : undefined
        if (next !== undefined && (first === undefined || comparePlaces(next, first) < 0)) first = next
      }
      return first && waiters.get(first.name)
    },
  }
}
