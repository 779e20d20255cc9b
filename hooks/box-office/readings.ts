import type { Clock } from './clock.ts'
import type { Registered, Registry } from './registry.ts'
import type { UnwrittenBook } from './writing/unwritten.ts'

export interface ReadingOptions {
  registry: Pick<Registry, 'all'>
  clock: Pick<Clock, 'now'>
  unwritten: Pick<UnwrittenBook, 'reservationsOf'>
  /** Whether this process leads a namespace, and the slots that it leads. */
  isLeaderOf(namespace: string): boolean
  slots(): readonly number[]
}

/** Creates the readings for metrics, over the conferences that this process leads. */
export function createReadings({ registry, clock, unwritten, isLeaderOf, slots }: ReadingOptions) {
  const ledConferences = () => [...registry.all()].filter(({ namespace }) => isLeaderOf(namespace))
  const sum = (conferences: readonly Registered[], count: (registered: Registered) => number) =>
    conferences.reduce((total, registered) => total + count(registered), 0)
  return {
    /** The numbers of the box office as a whole. */
    boxOffice() {
      const conferences = ledConferences()
      const undecided = conferences.map(({ conference }) => conference.undecidedOrders())
      const oldest = Math.min(...undecided.map(({ since = Number.POSITIVE_INFINITY }) => since))
      return {
        slotsHeld: slots().length,
        undecidedOrders: undecided.reduce((total, { orders }) => total + orders, 0),
        oldestUndecidedSeconds: Math.max(0, (clock.now() - oldest) / 1_000),
        unwrittenReservations: sum(
          conferences,
          registered => unwritten.reservationsOf(registered).length + registered.conference.unresolvedNames().length,
        ),
        unreadableObjects: sum(conferences, ({ unreadable }) => unreadable.size),
      }
    },
    /** The numbers of each pool. */
    pools() {
      return ledConferences().flatMap(({ namespace, conference }) =>
        [...conference.poolStatuses(clock.now())].map(([pool, { pool: object, status }]) => {
          const { held = 0, sold = 0, waiting = 0, left = 0 } = status
          return { namespace, pool, held, sold, waiting, left, capacity: object.spec.capacity }
        }),
      )
    },
    /** The numbers of each plan. */
    plans() {
      return ledConferences().flatMap(({ namespace, conference, orders, money }) =>
        [...conference.planStatuses(clock.now())].map(([plan, { plan: object, status }]) => {
          const { held = 0, sold = 0, waiting = 0, left } = status
          return {
            namespace,
            plan,
            ...orders.countsOf(plan),
            money: money.moneyOf({ name: plan, currency: object.spec.currency }),
            held,
            sold,
            waiting,
            left,
            capacity: object.spec.capacity,
          }
        }),
      )
    },
  }
}
