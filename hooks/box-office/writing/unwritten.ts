import type { Clock } from '../clock.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'

/** A reservation that the API server has not stored yet. */
export interface Unwritten {
  name: string
  planRef: string | undefined
  /** The reason, in the words of the API server. */
  because: string
}

/** The unwritten reservations, by conference. */
export interface UnwrittenBook {
  /**
   * Records a failed write; returns the number of failures in a row. A write that got no reply counts as unwritten from the
   * second time on: the API server may only be restarting.
   */
  note(registered: Registered, write: Write, failure: { because: string; isAnswered: boolean }): number
  /** Records that a reservation was written. */
  remove(registered: Registered, name: string): void
  /** Records that a reservation is decided anew: it stays listed for a few seconds, and longer if it fails again. */
  retry(registered: Registered, name: string): void
  reservationsOf(registered: Registered): Unwritten[]
}

interface UnwrittenEntry extends Unwritten {
  failures: number
  isReported: boolean
  /** Monotonic milliseconds. */
  until: number
}

// A retry waits for its turn and for its reply. This is longer, so that the plan's condition does not flap with every retry.
const retryMs = 15_000

export function createUnwrittenBook(clock: Pick<Clock, 'monotonic'>): UnwrittenBook {
  const books = new WeakMap<Registered, Map<string, UnwrittenEntry>>()
  return {
    note(registered, { name, spec }, { because, isAnswered }) {
      const book = books.get(registered) ?? new Map<string, UnwrittenEntry>()
      const failures = (book.get(name)?.failures ?? 0) + 1
      const isReported = isAnswered || failures > 1
      const until = Number.POSITIVE_INFINITY
      book.set(name, { name, planRef: spec.planRef, because, failures, isReported, until })
      books.set(registered, book)
      return failures
    },
    remove: (registered, name) => void books.get(registered)?.delete(name),
    retry(registered, name) {
      const entry = books.get(registered)?.get(name)
      if (entry !== undefined) entry.until = clock.monotonic() + retryMs
    },
    reservationsOf(registered) {
      const book = books.get(registered) ?? new Map<string, UnwrittenEntry>()
      for (const [name, { until }] of book) if (until <= clock.monotonic()) book.delete(name)
      const reported = [...book.values()].filter(({ isReported }) => isReported)
      return reported.map(({ name, planRef, because }) => ({ name, planRef, because }))
    },
  }
}
