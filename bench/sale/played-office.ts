import { ConferenceOffice, type Sighting } from '../../hooks/box-office/conference/conference-office.ts'
import { reservationObject, type Write } from '../../hooks/box-office/objects/reservation-object.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { namespace, storedObject } from './stored-object.ts'

type Shown = Plan | Order | Payment | Reservation

/** The box office of one conference with a simulated API server that stores every write at once. */
export interface PlayedOffice {
  /** Shows a new version of an object, as the watch does. */
  show(object: Shown): void
  /** Shows that an object was deleted. */
  hide(object: Shown): void
  /**
   * Repeats the work of the program after a change until there is nothing left to decide. Returns the stored
   * reservations; `at` is in milliseconds since 1970.
   */
  work(at: number): Reservation[]
  /** The number of writes of a full decision over all orders. */
  decideFully(at: number): number
}

export function openPlayedOffice(): PlayedOffice {
  // Higher than every resourceVersion that storedAs derives from a name.
  let version = 10_000_000n
  const reached = { orders: version, reservations: version, coupons: version }
  const conference = new ConferenceOffice({ readReach: () => reached })

  function show(object: Shown): void {
    version += 1n
    see(object, { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } })
  }

  function see({ kind, metadata: { name } }: Shown, object: Shown | undefined): void {
    if (kind === 'Reservation') reached.reservations = version
    conference.see({ kind, name, object, version } as Sighting, at)
  }

  let at = 0
  return {
    show,
    hide(object) {
      version += 1n
      see(object, undefined)
    },
    work(now) {
      at = now
      const written: Reservation[] = []
      for (let writes = conference.decide(now); writes.length > 0; writes = conference.decide(now)) {
        for (const write of writes) {
          version += 1n
          const stored = store(write, version)
          conference.settle(write, { stored }, now)
          see(stored, stored)
          written.push(stored)
        }
      }
      conference.dueTime()
      conference.planStatuses(now)
      return written
    },
    decideFully: now => conference.decideFully(now).length,
  }
}

function store(write: Write, version: bigint): Reservation {
  const { metadata } = reservationObject(write, namespace)
  const own = storedObject('Reservation', write.name)
  return {
    ...own,
    metadata: { ...own.metadata, ...metadata, resourceVersion: String(version) },
    spec: write.spec,
  }
}
