import t from 'tap'
import type { Standing } from '../../../hooks/rules/order/standing.ts'
import { ticketName } from '../../../hooks/rules/order/ticket-names.ts'
import type { ObservedTicket, Tickets } from '../../../hooks/rules/order/tickets.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { ReservationSpec } from '../../../hooks/schema/reservation.ts'
import { orderTickets } from '../../../hooks/sync/order/tickets.ts'
import { anOrder, aReservation } from '../../fixtures/objects.ts'
import { frozen } from '../../fixtures/requests.ts'

const why = { reason: 'Any', message: 'Any' }
const pending: Standing = { payment: 'PENDING', ...why, buysTickets: true, ticketsGo: false }
const confirmed: Standing = { ...pending, payment: 'CONFIRMED' }
const rejected: Standing = { ...pending, payment: 'REJECTED', buysTickets: false }
const over: Standing = { ...rejected, ticketsGo: true }

const named = (...names: string[]): ObservedTicket[] =>
  names.map(name => ({ name, assigned: false, leaving: false, judged: false }))
const reserved = (said: Partial<ReservationSpec>) => aReservation(said).spec
const [one, two, three] = ['plan-0000001', 'plan-0000002', 'plan-0000003'] as const
const seats = [1, 2, 3]

/** What becomes of the tickets of an order of two, unless told. */
function after(
  standing: Standing,
  of: { order?: Parameters<typeof anOrder>[0]; tickets?: ObservedTicket[]; reservation?: ReservationSpec } = {},
): Tickets {
  const { order, tickets = [], reservation } = frozen(of)
  const parent: Order = frozen(anOrder({ quantity: 2, ...order }))
  return orderTickets(parent, { tickets, standing, reservation })
}

t.test('does not change its arguments', async t => {
  const of = {
    tickets: named(two, one),
    standing: confirmed,
    reservation: reserved({ decision: 'Sold', seats: [2, 1] }),
  }
  const [parent, before] = [anOrder(), structuredClone(of)]
  orderTickets(parent, of)
  t.strictSame([parent, of], [anOrder(), before])
})

t.test('on evidence all tickets go', async t => {
  const reservation = reserved({ decision: 'Sold', seats, quantity: 3 })
  t.strictSame(after(over, { tickets: named(one), reservation }), { kept: [], missing: [] })
})

t.test('what is sold has its tickets', async t => {
  const seated = reserved({ decision: 'Sold', seats: [1, 3], quantity: 2 })
  t.strictSame(after(confirmed, { tickets: named(one, two), reservation: seated }), {
    kept: [one],
    missing: [three],
    seats: [1, 3],
  })
  const unnumbered = reserved({ decision: 'Sold', quantity: 2 })
  t.strictSame(after(confirmed, { tickets: named('order-1-1234567'), reservation: unnumbered }), {
    kept: ['order-1-1234567'],
    missing: [ticketName({ name: 'order-1', uid: 'uid-of-order-1' }, 0)],
  })
})

t.test('a pending order says which of its seats it keeps, and has no tickets', async t => {
  const keeps = (quantity: number) =>
    after(pending, { order: { quantity }, reservation: reserved({ seats, quantity: 3 }) })
  t.strictSame(keeps(3), { kept: [], missing: [], seats })
  t.strictSame(keeps(2), { kept: [], missing: [], seats: [1, 2] }, 'the lowest of them')
  t.strictSame(keeps(0), { kept: [], missing: [], seats: [] })
  t.strictSame(
    after(pending, { reservation: reserved({ quantity: 2 }) }),
    { kept: [], missing: [] },
    'without capacity',
  )
  t.strictSame(after(pending), { kept: [], missing: [] }, 'without a reservation')
})

t.test('what was rejected without evidence keeps what is there', async t => {
  t.strictSame(after(rejected, { tickets: named(two) }), { kept: [two], missing: [], seats: [2] })
  t.strictSame(after(rejected, { reservation: reserved({ seats }) }), { kept: [], missing: [] }, 'a hold that ended')
  const status = { payment: 'REJECTED' as const, quantity: 1, seats: [1, 2] }
  t.strictSame(
    after(rejected, { order: { status }, tickets: named(two) }),
    { kept: [two], missing: [], seats: [2] },
    'seats without a ticket are not remembered',
  )
})

t.test('an order confirmed by its tickets keeps those, whatever an old reservation says', async t => {
  for (const decision of ['Held', 'Waitlisted', 'Refused'] as const) {
    const reservation = reserved({ decision, ...(decision === 'Held' && { seats: [1, 3] }) })
    t.strictSame(
      after(confirmed, { tickets: named(two), reservation }),
      { kept: [two], missing: [], seats: [2] },
      decision,
    )
  }
})

t.test('a ticket goes when its own reservation does not have its seat any more', async t => {
  const tickets = [{ name: two, assigned: true, leaving: false, judged: true }]
  t.strictSame(after(pending, { tickets, reservation: reserved({ decision: 'Waitlisted' }) }), {
    kept: [],
    missing: [],
  })
  t.strictSame(after(rejected, { tickets, reservation: reserved({ decision: 'Refused' }) }), { kept: [], missing: [] })
  const reservation = reserved({ seats: [1, 3], quantity: 2 })
  t.strictSame(after(pending, { tickets, reservation }), { kept: [], missing: [], seats: [1, 3] }, 'it has others')
})

t.test('a confirmed order without its reservation keeps its tickets and remembers its seats', async t => {
  const remembered = (said: { seats?: number[]; quantity?: number; tickets?: ObservedTicket[] }) => {
    const { seats, quantity = 2, tickets = named(two) } = said
    const status = { payment: 'CONFIRMED' as const, quantity: 1, ...(seats && { seats }) }
    return after(confirmed, { order: { quantity, status }, tickets })
  }
  const kept = { kept: [two], missing: [] }
  t.strictSame(remembered({ seats: [1, 2] }), { ...kept, seats: [1, 2] })
  t.strictSame(remembered({ seats: [1, 2], quantity: 1 }), { ...kept, seats: [2] }, 'those with a ticket first')
  t.strictSame(remembered({ seats: [1, 2], quantity: 3 }), { ...kept, seats: [1, 2] }, 'each of them once')
  t.strictSame(remembered({ seats: [10, 9], quantity: 3 }), { ...kept, seats: [2, 9, 10] }, 'in ascending order')
  t.strictSame(remembered({}), { ...kept, seats: [2] }, 'those of its tickets')
  const unnumbered = named('order-1-1234567')
  t.strictSame(remembered({ tickets: unnumbered }), { kept: ['order-1-1234567'], missing: [] }, 'none without capacity')
  const { status: _, ...order } = anOrder()
  t.strictSame(orderTickets(order, { tickets: [], standing: confirmed, reservation: undefined }), {
    kept: [],
    missing: [],
  })
})
