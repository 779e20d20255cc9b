import type { Logger } from 'pino'
import type { Reached } from '../../rules/box-office/desk.ts'
import type { Clock } from '../clock.ts'
import type { Registered, Registry } from '../registry.ts'
import { readIdentity } from './object-stream.ts'

export interface ReachOptions {
  /** Moved on; it never goes back. */
  reached: Reached
  registry: Registry
  clock: Pick<Clock, 'now'>
  /** Told of each conference that may have waited for it. */
  onChange(registered: Registered): void
  log: Pick<Logger, 'error'>
}

/** How far the watch of one kind has come. Only orders, reservations and coupons are waited for: of other kinds nothing is noted. */
export interface Reach {
  advanceTo(version: bigint): void
  /** To what an event of the watch shows. An object of a list says nothing of those that the list shows later. */
  advanceBy(object: unknown): void
  /** Tells every conference: what one waits for may be an object of nobody, or of another conference. */
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
      // Orders and reservations change all the time, and a conference waits for its own only; coupons hardly ever do.
      if (key === 'coupons') reach.notifyAll()
    },
    notifyAll() {
      for (const registered of registry.all()) {
        try {
          registered.conference.noteReach(clock.now())
        } catch (error) {
          log.error({ err: error, namespace: registered.namespace }, 'telling how far the watches are failed')
        }
        onChange(registered)
      }
    },
  }
  return reach
}
