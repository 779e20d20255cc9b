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
 * The progress of the watch of one kind. Decisions wait only for the watches of orders, reservations and coupons, so the
 * progress of other kinds is not recorded.
 */
export interface Reach {
  advanceTo(version: bigint): void
  /** Advances to the version of an object in a watch event. An object of a list says nothing about the rest of the list. */
  advanceBy(object: unknown): void
  /** Notifies every conference. The version that a conference waits for may belong to an object of another conference. */
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
      // Orders and reservations change all the time, and a conference waits only for its own. Coupons hardly ever change.
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
