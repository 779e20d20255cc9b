import t from 'tap'
import { type Facts, type Standing, standingOf } from '../../../hooks/rules/order/standing.ts'
import { ticketName } from '../../../hooks/rules/order/ticket-names.ts'
import type { ObservedTicket, Tickets } from '../../../hooks/rules/order/tickets.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { ReservationSpec } from '../../../hooks/schema/reservation.ts'
import { observeTicket, orderTickets, poolOf, scheduleRetry } from '../../../hooks/sync/order/tickets.ts'
import { anOrder, aReservation, aTicket } from '../../fixtures/objects.ts'
import { frozen } from '../../fixtures/requests.ts'
import { aReservation as reservationFacts } from '../../fixtures/rules/box-office.ts'
import { someFacts } from '../../fixtures/rules/money.ts'

const why = { reason: 'Any', message: 'Any' }
const pending: Standing = { payment: 'PENDING', ...why, buysTickets: true, deletesTickets: false }
const confirmed: Standing = { ...pending, payment: 'CONFIRMED' }
const rejected: Standing = { ...pending, payment: 'REJECTED', buysTickets: false }
const over: Standing = { ...rejected, deletesTickets: true }

const named = (...names: string[]): ObservedTicket[] =>
  names.map(name => ({ name, assigned: false, leaving: false, judged: false }))
const reserved = (said: Partial<ReservationSpec>) => aReservation(said).spec
const [one, two, three] = ['plan-0000001', 'plan-0000002', 'plan-0000003'] as const
const seats = [1, 2, 3]

/** The tickets of an order with that standing; the order has a quantity of two by default. */
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

t.test('all tickets are deleted on evidence', async t => {
  const reservation = reserved({ decision: 'Sold', seats, quantity: 3 })
  t.strictSame(after(over, { tickets: named(one), reservation }), { kept: [], missing: [] })
})

t.test('a sale has its tickets', async t => {
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

t.test('a pending order keeps seats and has no tickets', async t => {
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

t.test('an order that is rejected without evidence keeps its tickets', async t => {
  t.strictSame(after(rejected, { tickets: named(two) }), { kept: [two], missing: [], seats: [2] })
  t.strictSame(after(rejected, { reservation: reserved({ seats }) }), { kept: [], missing: [] }, 'a hold that ended')
  const status = { payment: 'REJECTED' as const, quantity: 1, seats: [1, 2] }
  t.strictSame(
    after(rejected, { order: { status }, tickets: named(two) }),
    { kept: [two], missing: [], seats: [2] },
    'seats without a ticket are not remembered',
  )
})

t.test('an order that is confirmed by its tickets keeps them against a stale reservation', async t => {
  for (const decision of ['Held', 'Waitlisted', 'Refused'] as const) {
    const reservation = reserved({ decision, ...(decision === 'Held' && { seats: [1, 3] }) })
    t.strictSame(
      after(confirmed, { tickets: named(two), reservation }),
      { kept: [two], missing: [], seats: [2] },
      decision,
    )
  }
})

t.test('a ticket is deleted when its own reservation no longer has its seat', async t => {
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

t.test('the pool is that of the reservation, or that of the last status if the reservation has no seats', async t => {
  const inHall = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, seats: [1], poolRef: 'hall' } })
  const table: [why: string, order: Order, reservation: ReservationSpec | undefined, pool: string | undefined][] = [
    ['it has seats of a pool', anOrder(), reserved({ seats, poolRef: 'hall' }), 'hall'],
    ['it has seats of another pool than before', inHall, reserved({ seats, poolRef: 'gallery' }), 'gallery'],
    ['it has seats of the plan', inHall, reserved({ seats }), undefined],
    ['it waits for seats of a pool', anOrder(), reserved({ decision: 'Waitlisted', poolRef: 'hall' }), 'hall'],
    ['it has no seats', inHall, reserved({ decision: 'Refused' }), 'hall'],
    ['there is none', inHall, undefined, 'hall'],
    ['nobody knows of a pool', anOrder(), undefined, undefined],
  ]
  for (const [why, order, reservation, pool] of table) t.equal(poolOf(order, reservation), pool, why)
  const { status: _, ...bare } = anOrder()
  t.equal(poolOf(bare, undefined), undefined, 'an order without a status')
})

const [first, second, third] = ['hall--0000001', 'hall--0000002', 'hall--0000003'] as const

t.test('a sale in a pool has tickets named after the pool, and no others', async t => {
  const reservation = reserved({ decision: 'Sold', seats: [1, 3], quantity: 2, poolRef: 'hall' })
  const sold = (...tickets: string[]) => after(confirmed, { tickets: named(...tickets), reservation })
  t.strictSame(sold(), { kept: [], missing: [first, third], seats: [1, 3] })
  t.strictSame(sold(first, third), { kept: [first, third], missing: [], seats: [1, 3] })
  t.strictSame(sold(first, one, three, 'hall-0000003'), { kept: [first], missing: [third], seats: [1, 3] }, 'a mix')
  const status = { payment: 'CONFIRMED' as const, quantity: 2, seats: [1, 3], poolRef: 'gallery' }
  t.strictSame(
    after(confirmed, { order: { status }, tickets: named(first), reservation }),
    { kept: [first], missing: [third], seats: [1, 3] },
    'after any last status',
  )
})

t.test('a sale in seats of the plan keeps its tickets after any last status', async t => {
  const status = { payment: 'CONFIRMED' as const, quantity: 2, seats: [1, 3], poolRef: 'hall' }
  const reservation = reserved({ decision: 'Sold', seats: [1, 3], quantity: 2 })
  t.strictSame(after(confirmed, { order: { status }, tickets: named(one, third), reservation }), {
    kept: [one],
    missing: [three],
    seats: [1, 3],
  })
})

t.test('a hold in a pool keeps its seats with an attendee first', async t => {
  const reservation = reserved({ seats, quantity: 3, poolRef: 'hall' })
  const tickets = [three, second].map(name => ({ name, assigned: true, leaving: false, judged: true }))
  t.strictSame(after(pending, { order: { quantity: 1 }, tickets, reservation }), {
    kept: [],
    missing: [],
    seats: [2],
  })
})

t.test(
  'an order that is confirmed by its tickets of a pool keeps them, and their seats, against a stale reservation',
  async t => {
    const status = { payment: 'CONFIRMED' as const, quantity: 1, seats: [2], poolRef: 'hall' }
    const found = (reservation: ReservationSpec) =>
      after(confirmed, { order: { status }, tickets: named(second), reservation })
    const kept = { kept: [second], missing: [] }
    for (const decision of ['Held', 'Waitlisted', 'Refused'] as const) {
      t.strictSame(found(reserved({ decision, poolRef: 'hall' })), { ...kept, seats: [2] }, decision)
      t.strictSame(found(reserved({ decision })), { ...kept, seats: [2] }, `${decision}, without a pool`)
    }
    t.strictSame(found(reserved({ seats: [1, 3], quantity: 2 })), kept, 'with seats of the plan')
  },
)

t.test('an order without its reservation remembers its seats of a pool', async t => {
  const remembered = (tickets: string[], quantity = 2) => {
    const status = { payment: 'CONFIRMED' as const, quantity: 1, seats: [1, 2], poolRef: 'hall' }
    return after(confirmed, { order: { quantity, status }, tickets: named(...tickets) })
  }
  t.strictSame(remembered([second]), { kept: [second], missing: [], seats: [1, 2] })
  t.strictSame(remembered([second], 1), { kept: [second], missing: [], seats: [2] }, 'those with a ticket first')
  t.strictSame(remembered([]), { kept: [], missing: [], seats: [1, 2] }, 'those without a ticket too')
  t.strictSame(remembered([second, three]), { kept: [second, three], missing: [], seats: [1, 2] }, 'a mix is kept')
})

const reservation = aReservation()
const createdFor = (uid: string) => ({ annotations: { 'orders.app.corley.it/reservation': `${uid}/1` } })

t.test('only the reservation that a ticket was created for judges it', async t => {
  const own = aTicket({ metadata: createdFor(reservation.metadata.uid) })
  const bare = { name: 'order-1-1000000', assigned: false, leaving: false, judged: false }
  t.strictSame(observeTicket(own, reservation), { ...bare, judged: true })
  t.strictSame(observeTicket(own, undefined), bare)
  t.strictSame(observeTicket(aTicket({ metadata: createdFor('another') }), reservation), bare)
})

t.test('a ticket has an attendee, or is being deleted', async t => {
  const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
  const metadata = { deletionTimestamp: '2026-11-20T08:00:00Z' }
  const seen = observeTicket(aTicket({ attendee, metadata }), undefined)
  t.strictSame(seen, { name: 'order-1-1000000', assigned: true, leaving: true, judged: false })
})

const soldFacts = reservationFacts({ decision: 'Sold' })

function retry(given: Partial<Facts>, missing = 0) {
  const facts = someFacts(given)
  return scheduleRetry(facts, { standing: standingOf(facts), missing })
}

t.test('an order without missing tickets needs no retry', async t => {
  t.strictSame(retry({ reservation: soldFacts, tickets: 1, previous: { payment: 'CONFIRMED' } }), {})
  t.strictSame(retry({ reservation: reservationFacts() }), {})
  t.strictSame(retry({ reservation: reservationFacts({ heldUntil: '2026-11-20T08:15:00Z' }) }), {}, 'a hold ends alone')
})

t.test('a ticket that could not be created is retried, a ticket that this answer creates is not', async t => {
  t.strictSame(retry({ reservation: soldFacts, previous: { payment: 'CONFIRMED' } }, 1), { resyncAfterSeconds: 15 })
  t.strictSame(retry({ reservation: soldFacts }, 1), {})
})

t.test('a ticket with a seat is always retried, because an older ticket may have its name', async t => {
  const reservation = { ...soldFacts, seats: [1] }
  t.strictSame(retry({ reservation }, 1), { resyncAfterSeconds: 15 })
  t.strictSame(retry({ reservation, tickets: 1, previous: { payment: 'CONFIRMED' } }), {}, 'the ticket exists')
})
