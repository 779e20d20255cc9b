import type { Order } from '../../hooks/schema/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Change } from '../server/stored.ts'
import { type OrderPast, ownerUid, pastOf, type Records, type Version, wasRefunded } from './records.ts'

/**
 * I2: a ticket goes only for a reason that was there since what it was made for: never because something was not seen,
 * and never for something that was over before.
 */
export function ticketsGoOnEvidence(change: Change, records: Records, writtenAt: number): string | undefined {
  if (change.kind !== 'Ticket' || change.after !== undefined) return undefined
  const past = pastOf(records, ownerUid(change), '')
  const sale = saleOf(change, past)
  const ticketMadeAt = Math.min(writtenAt, sale?.revision ?? Number.POSITIVE_INFINITY)
  const since = <T>(versions: Version<T>[]) =>
    versions.filter((_, index) => (versions[index + 1]?.revision ?? Number.POSITIVE_INFINITY) > ticketMadeAt)
  const answered = sale?.object?.spec.orderGeneration ?? Number.POSITIVE_INFINITY
  // What was asked for after the spec that was answered is still to be answered, one after the other.
  const asked = past.versions.filter(({ object }) => (object?.metadata.generation ?? 0) >= answered)
  const orders = [...asked, ...since(past.versions)]
  if (orders.some(({ object }) => object === undefined || isEnding(object))) return undefined
  // Of two engines each may keep another one of too many: an attendee written at that moment is lost (a stated limit).
  const counts = past.counts.filter(({ revision }) => revision >= ticketMadeAt).map(({ count }) => count)
  const sold = since(past.reservations).map(({ object }) => object?.spec.quantity ?? 0)
  const most = Math.max(...counts, ...sold)
  if (orders.some(({ object }) => (object?.spec.quantity ?? 0) < most)) return undefined
  if (wasRefunded(past)) return undefined
  const seat = seatOf(change.name, past)
  if (since(past.reservations).some(({ object }) => object !== undefined && isEvidence(object, seat))) return undefined
  return `ticket "${change.name}" of order "${past.name}" went, and there was no reason while it was there`
}

function isEnding({ spec, metadata }: Order): boolean {
  return spec.cancelled === true || metadata.deletionTimestamp !== undefined
}

/** The reservation that the ticket says it was made for, when it was sold: the ticket may be written much later. */
function saleOf({ before }: Change, { reservations }: OrderPast): Version<Reservation> | undefined {
  const madeFor = Object.values(before?.metadata.annotations ?? {})
  return reservations.find(({ object }) => {
    const { uid, generation } = object?.metadata ?? {}
    return madeFor.includes(`${uid}/${generation}`)
  })
}

function isEvidence({ spec }: Reservation, seat: number | undefined): boolean {
  if (spec.decision === 'Refused' || spec.decision === 'Released') return true
  return seat !== undefined && !(spec.seats ?? []).includes(seat) && spec.decision !== 'Waitlisted'
}

function seatOf(ticket: string, { versions }: OrderPast): number | undefined {
  const planRef = versions.findLast(({ object }) => object)?.object?.spec.planRef
  const [, seat] = /-([0-9]{7})$/.exec(ticket) ?? []
  return ticket === `${planRef}-${seat}` ? Number(seat) : undefined
}

/** I1: a ticket is made only of a seat that was sold to its order; without seats, of an order that was sold. */
export function ticketsAreOfSoldSeats(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Ticket' || change.before !== undefined) return undefined
  const past = pastOf(records, ownerUid(change), '')
  const seat = seatOf(change.name, past)
  const sold = past.reservations.some(({ object }) => {
    if (object?.spec.decision !== 'Sold') return false
    return object.spec.seats === undefined || (seat !== undefined && object.spec.seats.includes(seat))
  })
  return sold ? undefined : `ticket "${change.name}" was made for order "${past.name}", which was never sold it`
}

/** People's: an attendee is never changed by a hook. */
export function attendeesStay(change: Change): string | undefined {
  if (change.kind !== 'Ticket' || change.before === undefined || change.after === undefined) return undefined
  const lost = change.before.spec.attendee !== undefined && change.after.spec.attendee === undefined
  return lost ? `ticket "${change.name}" lost its attendee` : undefined
}
