import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { OrderResponse } from '../../hooks/schema/hooks.ts'
import type { ReservationSpec } from '../../hooks/schema/reservation.ts'
import { StaleViewError } from '../../hooks/sync/order/stale-view.ts'
import { fc } from '../fixtures/properties.ts'
import { arbitraryOldOrderView, arbitraryOrderView } from '../fixtures/sync/arbitrary-views.ts'
import { answerOrder, type OrderView } from '../fixtures/sync/rounds.ts'

/** Checks a property of the order hook's answers to any view. */
function always(holds: (view: OrderView, answer: OrderResponse) => boolean): void {
  const property = fc.property(arbitraryOrderView, view => holds(view, answerOrder(view)))
  fc.assert(property, { numRuns: 3_000 })
}

/** The names of the tickets in an answer. */
function ticketsOf({ children }: OrderResponse): string[] {
  return children.filter(({ kind }) => kind === 'Ticket').map(({ metadata }) => metadata.name)
}

const madeFor = 'orders.app.corley.it/reservation'

/** The name of the ticket of a seat of the reservation's plan or pool. */
function seatNaming(reservation: ReservationSpec | undefined): (seat: number) => string {
  const prefix = reservation?.poolRef === undefined ? 'plan-' : `${reservation.poolRef}--`
  return seat => `${prefix}${String(seat).padStart(7, '0')}`
}

/** The reservation of this very order. */
function reservationOf({ parent, reservations }: OrderView): ReservationSpec | undefined {
  return reservations.find(({ spec }) => spec.orderUid === parent.metadata.uid)?.spec
}

t.test('every answer names all payments and reservations of its request, whatever their order', async () => {
  always((view, { children }) => {
    const named = children.filter(({ kind }) => kind !== 'Ticket').map(({ metadata }) => metadata.name)
    const existing = [...view.payments, ...view.reservations].map(({ metadata }) => metadata.name)
    return isDeepStrictEqual(named, existing)
  })
})

t.test('an answer names no ticket twice, and never more tickets than the order has', async () => {
  always((view, answer) => {
    const names = ticketsOf(answer)
    return new Set(names).size === names.length && names.length <= view.parent.spec.quantity
  })
})

t.test('each sold seat that an order keeps has exactly one ticket, and the status names it', async () => {
  always((view, answer) => {
    const reservation = reservationOf(view)
    const { seats, decision, poolRef } = reservation ?? {}
    const { payment, seats: kept = [], poolRef: pool } = answer.status
    if (decision !== 'Sold' || seats === undefined || payment !== 'CONFIRMED') return true
    const enough = kept.length === Math.min(view.parent.spec.quantity, seats.length)
    const names = ticketsOf(answer).sort()
    const isNamed = isDeepStrictEqual(names, kept.map(seatNaming(reservation)))
    return enough && kept.every(seat => seats.includes(seat)) && isNamed && (kept.length === 0 || pool === poolRef)
  })
})

t.test('an order keeps its seats with an attendee first, then the lowest', async () => {
  always((view, { status }) => {
    const reservation = reservationOf(view)
    const { seats = [], decision } = reservation ?? {}
    const ticketName = seatNaming(reservation)
    const sold = decision === 'Sold' && status.payment === 'CONFIRMED'
    const held = decision === 'Held' && status.payment === 'PENDING'
    if (!sold && !held) return true
    const assigned = view.tickets.filter(({ spec }) => spec.attendee).map(({ metadata }) => metadata.name)
    const worth = (seat: number) => (assigned.includes(ticketName(seat)) ? 0 : 1_000) + seat
    const wanted = seats.toSorted((a, b) => worth(a) - worth(b)).slice(0, view.parent.spec.quantity)
    return isDeepStrictEqual(
      status.seats ?? [],
      wanted.sort((a, b) => a - b),
    )
  })
})

/** Tickets that stay as far as the engine knows, and that may be newer than the visible reservation. */
function unjudgedOf(view: OrderView): string[] {
  const uid = view.reservations.find(({ spec }) => spec.orderUid === view.parent.metadata.uid)?.metadata.uid
  return view.tickets
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ metadata }) => uid === undefined || metadata.annotations?.[madeFor]?.startsWith(`${uid}/`) !== true)
    .map(({ metadata }) => metadata.name)
}

t.test('a ticket that may be newer than the view is deleted only on evidence', async () => {
  always((view, answer) => {
    const { quantity } = view.parent.spec
    const there = unjudgedOf(view)
    const stays = new Set(ticketsOf(answer))
    const lost = there.filter(name => !stays.has(name))
    const reservation = reservationOf(view)
    const { decision, seats } = reservation ?? {}
    const over = answer.status.payment === 'REJECTED' && ['Cancelled', 'Refunded'].includes(answer.status.reason ?? '')
    if (lost.length === 0 || over) return true
    // Tickets of this reservation may stay instead of others: those with an attendee first, then the lowest.
    const isSold = decision === 'Sold' && answer.status.payment === 'CONFIRMED'
    if (!isSold) return lost.length === there.length - quantity
    if (seats === undefined) return stays.size === quantity
    const smaller = seats.length > quantity
    return lost.every(name => smaller || !seats.map(seatNaming(reservation)).includes(name))
  })
})

t.test('an order with such a ticket is not pending, unless its quantity is 0', async () => {
  always((view, { status }) => {
    return status.payment !== 'PENDING' || unjudgedOf(view).length === 0 || view.parent.spec.quantity === 0
  })
})

t.test('an order is confirmed only if it was sold, was confirmed before, or has tickets', async () => {
  always((view, { status }) => {
    if (status.payment !== 'CONFIRMED') return true
    return (
      reservationOf(view)?.decision === 'Sold' || view.parent.status?.payment === 'CONFIRMED' || status.quantity > 0
    )
  })
})

t.test('the status reports holds, sales and ends of the box office as they are, at any time', async () => {
  const standings = {
    Held: 'PENDING',
    Sold: 'CONFIRMED',
    Waitlisted: 'PENDING',
    Refused: 'REJECTED',
    Released: 'REJECTED',
  }
  always((view, { status, resyncAfterSeconds }) => {
    const { decision, heldUntil } = reservationOf(view) ?? {}
    if (decision === undefined || view.parent.spec.cancelled === true) return true
    // A ticket that may be newer than the reservation shows that the order was sold after it.
    const isContradicted = status.payment === 'CONFIRMED' && unjudgedOf(view).length > 0
    const wasConfirmed = view.parent.status?.payment === 'CONFIRMED'
    if (isContradicted && (decision !== 'Refused' || wasConfirmed)) return true
    const until = decision === 'Held' ? heldUntil : undefined
    const isTimed = resyncAfterSeconds !== undefined && status.payment !== 'CONFIRMED'
    return status.payment === standings[decision] && status.expiresAt === until && !isTimed
  })
})

t.test(
  'a view is judged only if its order is not older than its reservation, nor that older than its tickets',
  async () => {
    const at = ({ metadata }: { metadata: { generation?: number } }) => metadata.generation ?? 0
    fc.assert(
      fc.property(arbitraryOldOrderView, view => {
        const { parent, tickets } = view
        const reservation = view.reservations.find(({ spec }) => spec.orderUid === parent.metadata.uid)
        const made = tickets.map(({ metadata }) => metadata.annotations?.[madeFor])
        const later = made.some(text => reservation && Number(text?.split('/')[1] ?? 0) > at(reservation))
        const isOld = later || (reservation?.spec.orderGeneration ?? 0) > at(parent)
        try {
          return answerOrder(view) !== undefined && !isOld
        } catch (error) {
          return error instanceof StaleViewError && isOld
        }
      }),
      { numRuns: 1_000 },
    )
  },
)
