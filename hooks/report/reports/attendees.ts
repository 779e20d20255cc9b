import { controllerOf } from '../../box-office/objects/facts.ts'
import { seatOfTicket } from '../../rules/order/ticket-names.ts'
import { seatPrefix } from '../../rules/reservation.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Ticket } from '../../schema/ticket.ts'
import type { Report } from '../format/report.ts'
import type { SnapshotReader } from '../reading/snapshot-reader.ts'
import { compareNames, compareTexts } from './compare.ts'

const columns = {
  lastname: 'text',
  firstname: 'text',
  plan: 'text',
  pool: 'text',
  seat: 'number',
  ticket: 'text',
  order: 'text',
  serial: 'number',
} as const

/** The plan and the pool of the tickets of an order. */
interface Place {
  plan: string
  pool: string | undefined
  /** The beginning of the names of its tickets with seats (seatPrefix). */
  prefix: string
}

/**
 * The valid tickets of a conference with their attendees, by name; those without a name come last. Rejects with a KubeError.
 */
export async function reportAttendees({ reader }: { reader: SnapshotReader }): Promise<Report<typeof columns>> {
  const tickets: Ticket[] = []
  // An account without the right to read tickets learns that at once.
  for await (const page of reader.readPages('tickets')) {
    tickets.push(...page.filter(({ metadata }) => metadata.deletionTimestamp === undefined))
  }
  const places = new Map<string | undefined, Place>()
  for await (const page of reader.readPages('orders')) {
    for (const order of page) places.set(order.metadata.uid, placeOf(order))
  }
  const rows = tickets.map(ticket => rowOf(ticket, places.get(controllerOf(ticket.metadata)?.uid)))
  return { columns, rows: rows.sort(compareRows) }
}

function placeOf({ spec: { planRef: plan }, status }: Order): Place {
  const pool = status?.poolRef
  return { plan, pool, prefix: seatPrefix({ planRef: plan, ...(pool !== undefined && { poolRef: pool }) }) }
}

type AttendeeRow = ReturnType<typeof rowOf>

function rowOf({ metadata: { name: ticket }, spec }: Ticket, place: Place | undefined) {
  const { attendee, orderRef: order, serial } = spec
  const seat = place && seatOfTicket(place.prefix, ticket)
  const { lastname, firstname } = attendee ?? {}
  const { plan, pool } = place ?? {}
  return { lastname, firstname, plan, pool, seat, ticket, order, serial }
}

function compareRows(a: AttendeeRow, b: AttendeeRow): number {
  return (
    compareNames(a.lastname, b.lastname) || compareNames(a.firstname, b.firstname) || compareTexts(a.ticket, b.ticket)
  )
}
