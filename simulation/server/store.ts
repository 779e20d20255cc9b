import { frozen } from '../../test/fixtures/requests.ts'
import type { Change, KindName, Kinds, Stored } from './stored.ts'

/** The stored objects, and every change since the beginning. Objects are frozen: nobody changes them in place. */
export interface Store {
  get<K extends KindName>(kind: K, name: string): Kinds[K] | undefined
  list<K extends KindName>(kind: K): Kinds[K][]
  /** The changes of one kind, oldest first: the watch stream. */
  log(kind: KindName): readonly Change[]
  /** Writes an object, or removes it: one revision. Returns the stored object. */
  write<T extends Stored>(kind: KindName, name: string, object: T | undefined): T
  /** The revision of the last change. */
  revision(): number
}

/** An empty store. It calls `onChange` after it has stored a change. */
export function createStore({ now, onChange }: { now(): number; onChange(change: Change): void }): Store {
  const objects: Record<KindName, Map<string, Stored>> = byKind(() => new Map<string, Stored>())
  const logs: Record<KindName, Change[]> = byKind(() => [])
  let revision = 0
  return {
    get: (kind, name) => objects[kind].get(name) as never,
    list: kind => [...objects[kind].values()] as never,
    log: kind => logs[kind],
    revision: () => revision,
    write(kind, name, object) {
      revision += 1
      const before = objects[kind].get(name)
      const after = object && frozen({ ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } })
      if (after === undefined) objects[kind].delete(name)
      else objects[kind].set(name, after)
      const change = { kind, name, before, after, revision, at: now() } as Change
      logs[kind].push(change)
      onChange(change)
      return after as never
    },
  }
}

export function byKind<T>(make: (kind: KindName) => T): Record<KindName, T> {
  return {
    Plan: make('Plan'),
    SeatPool: make('SeatPool'),
    Coupon: make('Coupon'),
    Order: make('Order'),
    Reservation: make('Reservation'),
    Ticket: make('Ticket'),
    Payment: make('Payment'),
    Checkout: make('Checkout'),
    Refund: make('Refund'),
  }
}
