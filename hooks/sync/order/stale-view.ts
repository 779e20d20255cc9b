import type { Order } from '../../schema/order/order.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { generationAnnotation, reservationAnnotation } from './children.ts'
import { PutOffError } from './put-off.ts'

/**
 * The request shows an older version of an object than one that was already acted upon. The hook puts off its answer: the
 * newer version arrives within a second. (Metacontroller has one cache for each kind, and its first list may be stale.)
 */
export class StaleViewError extends PutOffError {
  override name = 'StaleViewError'

  constructor(message: string) {
    super(message, 1)
  }
}

/** The version of a reservation that a ticket is created for: its uid and generation. Every change of a spec raises the generation. */
export function reservationVersion(reservation: Reservation | undefined): string {
  return `${reservation?.metadata.uid}/${reservation?.metadata.generation ?? 0}`
}

/**
 * Throws a StaleViewError if the reservation or a ticket was written for a later generation of the order, or a ticket for
 * a later generation of the reservation.
 */
export function refuseStaleView(view: {
  parent: Order
  stored: Reservation | undefined
  observed: readonly Ticket[]
}): void {
  const { name, generation = 0 } = view.parent.metadata
  const answered = view.stored?.spec.orderGeneration ?? 0
  const created = view.observed.map(
    ({ metadata: { annotations } }) => numberOf(annotations?.[generationAnnotation]) ?? 0,
  )
  const newest = Math.max(answered, ...created)
  if (generation < newest) {
    throw new StaleViewError(
      `Cannot report on order "${name}": the view shows its generation ${generation}, and must show ${newest}`,
    )
  }
  if (view.stored === undefined) return
  const { uid, generation: seen = 0 } = view.stored.metadata
  const latest = Math.max(...view.observed.map(ticket => createdGeneration(ticket, uid) ?? 0))
  if (seen < latest) {
    throw new StaleViewError(
      `Cannot report on order "${name}": the view shows generation ${seen} of its reservation, and must show ${latest}`,
    )
  }
}

/** Whether a ticket was created for this very reservation, whatever its generation. */
export function isCreatedFor(ticket: Ticket, { metadata: { uid } }: Reservation): boolean {
  return createdGeneration(ticket, uid) !== undefined
}

/** The generation of this reservation that a ticket was created for; undefined for a ticket of another reservation. */
function createdGeneration({ metadata: { annotations } }: Ticket, uid: string): number | undefined {
  const [createdFor, generation] = (annotations?.[reservationAnnotation] ?? '').split('/')
  return createdFor === uid ? numberOf(generation) : undefined
}

/** People can write these annotations too: a text that is no number is ignored. */
function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined
}
