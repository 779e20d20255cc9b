import type { Logger } from 'pino'
import type { Reached } from '../../rules/box-office/desk.ts'
import type { Clock } from '../clock.ts'
import type { Registered, Registry } from '../registry.ts'
import { readIdentity } from './object-stream.ts'

export interface ReachOptions {
  /** The progress of the watches; it only grows. */
  reached: Reached
  registry: Registry
  clock: Pick<Clock, 'now'>
  /** Called with each conference that may have waited for the progress. */
  onChange(registered: Registered): void
  log: Pick<Logger, 'error'>
}

/**
 * The progress of the watch of one kind. Decisions wait only for the watches of orders, reservations and coupons, so other
 * kinds record nothing.
 */
export interface Reach {
  advanceTo(version: bigint): void
  /** Advances to the version of an object in a watch event. An object of a list says nothing about the rest of the list. */
  advanceBy(object: unknown): void
  /** Notifies every conference: the version that one waits for may be of an object in another conference, or in none. */
  notifyAll(): void
}

const keys = new Map<string, keyof Reached>([
  ['Order', 'orders'],
  ['Reservation', 'reservations'],
  ['Coupon', 'coupons'],
])

export function createReach(kind: string, { reached, registry, clock, onChange, log }: ReachOptions): Reach {
  const key = keys.get(kind)
  if (key === undefined) return { advanceTo() {}, advanceBy() {}, notifyAll() {} }
  const reach: Reach = {
    advanceTo(version) {
      if (version > reached[key]) reached[key] = version
    },
    advanceBy(object) {
      reach.advanceTo(readIdentity(object)?.version ?? 0n)
      // Orders and reservations change all the time, and a conference waits for its own only. Coupons hardly ever change.
      if (key === 'coupons') reach.notifyAll()
    },
    notifyAll() {
      for (const registered of registry.all()) {
        try {
          registered.conference.noteReach(clock.now())
        } catch (error) {
          log.error({ err: error, namespace: registered.namespace }, 'handling the progress of a watch failed')
        }
        onChange(registered)
      }
    },
  }
  return reach
}
