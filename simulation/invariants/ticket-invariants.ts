import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Change } from '../server/stored.ts'
import { type OrderPast, ownerUid, pastOf, type SaleRecords, type Version, wasRefunded } from './records.ts'
import { seatTickets } from './seat-invariants.ts'

/**
 * I2: a ticket is deleted only for a reason that existed since the sale behind the ticket. The reason is never an unseen
 * object, and never one that was over before.
 */
export function ticketsGoOnEvidence(change: Change, records: SaleRecords, writtenAt: number): string | undefined {
  if (change.kind !== 'Ticket' || change.after !== undefined) return undefined
  const past = pastOf(records, ownerUid(change), '')
  const sale = saleOf(change, past)
  const ticketMadeAt = Math.min(writtenAt, sale?.revision ?? Number.POSITIVE_INFINITY)
  const versionsSince = <T>(versions: Version<T>[]) =>
    versions.filter((_, index) => (versions[index + 1]?.revision ?? Number.POSITIVE_INFINITY) > ticketMadeAt)
  const answered = sale?.object?.spec.orderGeneration ?? Number.POSITIVE_INFINITY
  // Every spec of the order since the one that the sale answered can still be a reason.
  const asked = past.versions.filter(({ object }) => (object?.metadata.generation ?? 0) >= answered)
  const orders = [...asked, ...versionsSince(past.versions)]
  if (orders.some(({ object }) => object === undefined || isGivenUp(object))) return undefined
  // Two engines may each keep another one of too many tickets: an attendee written then is lost (a stated limit).
  const counts = past.counts.filter(({ revision }) => revision >= ticketMadeAt).map(({ count }) => count)
  const sold = versionsSince(past.reservations).map(({ object }) => object?.spec.quantity ?? 0)
  const most = Math.max(...counts, ...sold)
  if (orders.some(({ object }) => (object?.spec.quantity ?? 0) < most)) return undefined
  // An order may ask for more than was sold to it: then engines with different views create different tickets of one sale.
  const sales = versionsSince(past.reservations).filter(({ object }) => object?.spec.decision === 'Sold')
  if (sales.some(({ object }) => (object?.spec.quantity ?? 0) < Math.max(...counts))) return undefined
  if (wasRefunded(past)) return undefined
  const planRef = planRefOf(past)
  const isEvidence = ({ spec }: Reservation) => {
    if (spec.decision === 'Refused' || spec.decision === 'Released') return true
    return isSeated(change.name) && !seatTickets(spec, planRef).includes(change.name) && spec.decision !== 'Waitlisted'
  }
  if (versionsSince(past.reservations).some(({ object }) => object !== undefined && isEvidence(object)))
    return undefined
  return `ticket "${change.name}" of order "${past.name}" was deleted, and no reason existed since its sale`
}

function isGivenUp({ spec, metadata }: Order): boolean {
  return spec.cancelled === true || metadata.deletionTimestamp !== undefined
}

/** The version of the reservation that the ticket's annotation names: the ticket may be created much later than that. */
function saleOf({ before }: Change, { reservations }: OrderPast): Version<Reservation> | undefined {
  const madeFor = Object.values(before?.metadata.annotations ?? {})
  return reservations.find(({ object }) => {
    const { uid, generation } = object?.metadata ?? {}
    return madeFor.includes(`${uid}/${generation}`)
  })
}

function planRefOf({ versions }: OrderPast): string {
  return versions.findLast(({ object }) => object)?.object?.spec.planRef ?? ''
}

/** Whether a ticket is named after a seat: other tickets have higher numbers. */
function isSeated(ticket: string): boolean {
  return /-0[0-9]{6}$/.test(ticket)
}

/** I1: a ticket is created only for a seat that was sold to its order; without seats, for a sold order. */
export function ticketsAreOfSoldSeats(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Ticket' || change.before !== undefined) return undefined
  const past = pastOf(records, ownerUid(change), '')
  const sold = past.reservations.some(({ object }) => {
    if (object?.spec.decision !== 'Sold') return false
    const { seats } = object.spec
    return seats === undefined
      ? !isSeated(change.name)
      : seatTickets(object.spec, planRefOf(past)).includes(change.name)
  })
  return sold ? undefined : `ticket "${change.name}" was created for order "${past.name}", which was never sold it`
}

/** I2: no hook removes an attendee, which people write. */
export function attendeesStay(change: Change): string | undefined {
  if (change.kind !== 'Ticket' || change.before === undefined || change.after === undefined) return undefined
  const lost = change.before.spec.attendee !== undefined && change.after.spec.attendee === undefined
  return lost ? `ticket "${change.name}" lost its attendee` : undefined
}
