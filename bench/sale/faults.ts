import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Ticket } from '../../hooks/schema/ticket.ts'

/** All objects of a sale that is over, as the API server lists them. */
export interface Ending {
  orders: readonly Order[]
  reservations: readonly Reservation[]
  tickets: readonly Ticket[]
  payments: readonly Payment[]
}

/** The facts of a sale: the placed orders, those with an acknowledged payment, and the number of seats. */
export interface SaleRun {
  placed: readonly string[]
  acknowledged: readonly string[]
  seats: number
}

/** One sentence per fault: too much was sold, or an order, a payment or a seat was lost. */
export interface SaleFaults {
  oversold: string[]
  lost: string[]
}

/**
 * The faults at the end of a sale of one plan, whose tickets are named after their seats, to orders of one ticket each.
 */
export function saleFaults(ending: Ending, run: SaleRun): SaleFaults {
  return { oversold: findOversold(ending, run), lost: findLost(ending, run) }
}

function findOversold({ reservations, tickets, payments }: Ending, { seats }: SaleRun): string[] {
  const holds = reservations.filter(({ spec: { decision } }) => decision === 'Held' || decision === 'Sold')
  const seatsOf = new Map(holds.map(({ spec }) => [spec.orderRef, spec.seats ?? []]))
  const taken = [...seatsOf.values()].flat()
  const twice = taken.filter((seat, index) => taken.indexOf(seat) !== index)
  const paid = new Set(payments.map(({ spec: { orderRef } }) => orderRef))
  const isOnItsSeat = ({ metadata: { name }, spec: { orderRef } }: Ticket) => {
    return seatsOf.get(orderRef)?.includes(Number(name.slice(-7))) === true
  }
  return [
    ...(taken.length > seats ? [`${taken.length} seats are held or sold, with a capacity of ${seats}`] : []),
    ...(tickets.length > seats ? [`${tickets.length} tickets exist, with a capacity of ${seats}`] : []),
    ...twice.map(seat => `Seat ${seat} has two reservations`),
    ...tickets
      .filter(ticket => !isOnItsSeat(ticket))
      .map(ticket => `${nameOf(ticket)} is for a seat that its order does not hold`),
    ...tickets.filter(({ spec }) => !paid.has(spec.orderRef)).map(ticket => `${nameOf(ticket)} is not paid`),
  ]
}

function findLost(
  { orders, reservations, tickets, payments }: Ending,
  { placed, acknowledged, seats }: SaleRun,
): string[] {
  const there = new Set(orders.map(({ metadata }) => metadata.name))
  const waiting = new Set(
    reservations.filter(({ spec }) => spec.decision === 'Waitlisted').map(({ spec }) => spec.orderRef),
  )
  const withTicket = new Set(tickets.map(({ spec }) => spec.orderRef))
  const confirmed = new Set(
    orders.filter(({ status }) => status?.payment === 'CONFIRMED').map(({ metadata }) => metadata.name),
  )
  const paid = new Set(payments.map(({ spec }) => spec.orderRef))
  const sellable = Math.min(seats, placed.length)
  return [
    ...placed.filter(name => !there.has(name)).map(name => `Order ${name} was placed and does not exist`),
    ...placed
      .filter(name => !withTicket.has(name) && !waiting.has(name))
      .map(name => `Order ${name} has no ticket and is not on the waitlist`),
    ...acknowledged
      .filter(name => !paid.has(name))
      .map(name => `A payment of ${name} was acknowledged and does not exist`),
    ...acknowledged.filter(name => !withTicket.has(name)).map(name => `Order ${name} is paid and has no ticket`),
    ...acknowledged.filter(name => !confirmed.has(name)).map(name => `Order ${name} is paid and not CONFIRMED`),
    ...(withTicket.size < sellable ? [`Only ${withTicket.size} of ${sellable} orders have a ticket`] : []),
  ]
}

function nameOf({ metadata: { name }, spec: { orderRef } }: Ticket): string {
  return `Ticket ${name} of order ${orderRef}`
}
