import t from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { syncOrder } from '../../../hooks/sync/order/order.ts'
import { anOrder, aPayment, aReservation, aTicket, now } from '../../fixtures/objects.ts'
import { orderRequest } from '../../fixtures/requests.ts'

type Seen = Parameters<typeof orderRequest>[1]
const sold = aReservation({ decision: 'Sold' })
const kept = {
  apiVersion: 'app.corley.it/v1',
  kind: 'Reservation',
  metadata: { name: 'order-1', namespace: 'conf' },
}

/** The answer of the hook without the conditions, which have tests of their own. */
function answer(parent: Order, seen: Seen = {}) {
  const { status, children, ...rest } = syncOrder(orderRequest(parent, seen), now)
  const { payment, quantity, reason, total, paid } = status
  const tickets = children.filter(({ kind }) => kind === 'Ticket').map(({ metadata }) => metadata.name)
  return { payment, quantity, reason, total, paid, tickets, ...rest }
}

t.test('the hook puts off a new order until the box office has decided', async t => {
  t.throws(() => syncOrder(orderRequest(anOrder()), now), { name: 'PutOffError', seconds: 60 })
  const { status: _, ...order } = anOrder()
  t.throws(() => syncOrder(orderRequest(order), now), { name: 'PutOffError', seconds: 60 })
})

t.test('an order without a decision for long reports that it waits for its reservation', async t => {
  const { status, children, ...rest } = syncOrder(orderRequest(anOrder()), now + 240_000)
  const message = 'Waiting for the box office to decide (does plan "plan" exist?)'
  t.match(status, { payment: 'PENDING', reason: 'Reserving', message, labelSelector: 'orders.app.corley.it=order-1' })
  t.strictSame([children, rest], [[], {}])
  const { status: _, ...bare } = anOrder()
  t.strictSame(syncOrder(orderRequest(bare), now + 240_000), { status, children, ...rest }, 'one without a status too')
})

t.test('a reservation of another order of the same name does not count', async t => {
  t.match(answer(anOrder(), { reservations: [aReservation({ decision: 'Sold', orderUid: 'another' })] }), {
    payment: 'PENDING',
    reason: 'Reserving',
  })
})

t.test(
  'a sold order gets its tickets, named after the order; the status counts them at once, and missing ones are retried',
  async t => {
    const reservations = [aReservation({ decision: 'Sold', quantity: 3 })]
    const seen = { reservations, payments: [aPayment({ gross: '89.70' })] }
    const found = answer(anOrder({ quantity: 3 }), seen)
    t.match(found, { payment: 'CONFIRMED', quantity: 3, reason: 'PaymentReceived' })
    t.notOk('resyncAfterSeconds' in found)
    t.equal(new Set(found.tickets).size, 3)
    t.ok(found.tickets.every(name => /^order-1-[1-9][0-9]{6}$/.test(name)))
    const confirmed = anOrder({ quantity: 3, status: { payment: 'CONFIRMED', quantity: 3 } })
    const again = answer(confirmed, seen)
    t.match(again, { payment: 'CONFIRMED', quantity: 0, resyncAfterSeconds: 15, tickets: found.tickets })
  },
)

t.test('existing tickets keep their names, and only the others are created', async t => {
  const reservations = [aReservation({ decision: 'Sold', quantity: 2 })]
  const status = { payment: 'CONFIRMED', quantity: 1 } as const
  const tickets = [aTicket({ name: 'order-1-1234567' })]
  const found = answer(anOrder({ quantity: 2, status }), { reservations, tickets })
  t.match(found, { quantity: 1, resyncAfterSeconds: 15 })
  t.equal(found.tickets.length, 2)
  t.ok(found.tickets.includes('order-1-1234567'))
})

t.test('a sold order with all its tickets stays unchanged', async t => {
  const found = answer(anOrder(), { reservations: [sold], tickets: [aTicket()], payments: [aPayment()] })
  t.strictSame(found, {
    payment: 'CONFIRMED',
    quantity: 1,
    reason: 'PaymentReceived',
    total: '29.90',
    paid: '29.90',
    tickets: ['order-1-1000000'],
  })
})

t.test('every answer names all payments and reservations, because the engine must not delete them', async t => {
  const payments = [aPayment(), aPayment({ name: 'paypal-2', state: 'Denied' })]
  const reservations = [aReservation({ orderUid: 'another' })]
  for (const parent of [anOrder(), anOrder({ cancelled: true }), anOrder({ quantity: 0 })]) {
    const { children } = syncOrder(orderRequest(parent, { payments, reservations }), now)
    t.strictSame(
      children,
      [...payments, ...reservations].map(({ kind, metadata: { name, namespace } }) => ({
        apiVersion: 'app.corley.it/v1',
        kind,
        metadata: { name, namespace },
      })),
    )
  }
})

t.test('an order that is scaled down loses a ticket without an attendee first, then the highest number', async t => {
  const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
  const tickets = [
    aTicket({ name: 'order-1-1000001' }),
    aTicket({ name: 'order-1-1000002' }),
    aTicket({ name: 'order-1-1000003', attendee }),
  ]
  const reservations = [aReservation({ decision: 'Sold', quantity: 3 })]
  const after = (quantity: number) => answer(anOrder({ quantity }), { reservations, tickets }).tickets
  t.strictSame(after(2), ['order-1-1000001', 'order-1-1000003'])
  t.strictSame(after(1), ['order-1-1000003'])
  t.strictSame(after(0), [])
})

t.test('a ticket that is being deleted is neither counted nor created again', async t => {
  const leaving = aTicket({ metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } })
  const parent = anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } })
  const found = answer(parent, { reservations: [sold], tickets: [leaving] })
  t.match(found, { quantity: 0, resyncAfterSeconds: 15 })
  t.notOk(found.tickets.includes('order-1-1000000'))
})

t.test('a cancelled order loses its tickets, and its money is due back', async t => {
  const request = orderRequest(anOrder({ cancelled: true }), {
    reservations: [sold],
    tickets: [aTicket()],
    payments: [aPayment()],
  })
  const { status, children } = syncOrder(request, now)
  t.match(status, { payment: 'REJECTED', reason: 'Cancelled', paid: '29.90' })
  t.match(status.conditions, [{}, {}, {}, { type: 'RefundDue', status: 'True', message: 'Refund 29.90 EUR' }])
  t.strictSame(
    children.map(({ kind }) => kind),
    ['Payment', 'Reservation'],
  )
})

t.test('a refund deletes no tickets before the box office has released the sale', async t => {
  const refund = (gross: string) => [aPayment(), aPayment({ name: 'refund', state: 'Refunded', gross })]
  const seen = { reservations: [sold], tickets: [aTicket()] }
  const stays = { payment: 'CONFIRMED', tickets: ['order-1-1000000'] }
  t.match(answer(anOrder(), { ...seen, payments: refund('-29.90') }), { ...stays, paid: '0.00' })
  t.match(
    answer(anOrder(), { ...seen, payments: refund('-10.00') }),
    { ...stays, paid: '19.90' },
    'one of a part never',
  )
  const reservations = [aReservation({ decision: 'Released', reason: 'Refunded', message: 'Refunded' })]
  const found = answer(anOrder(), { ...seen, reservations, payments: refund('-29.90') })
  t.match(found, { payment: 'REJECTED', reason: 'Refunded', paid: '0.00' })
  t.strictSame(found.tickets, [])
})

t.test('without its reservation a confirmed order stays confirmed and keeps its tickets', async t => {
  const status = { payment: 'CONFIRMED', quantity: 1, reason: 'PaymentReceived', currency: 'EUR' } as const
  const found = answer(anOrder({ status }), { tickets: [aTicket()], payments: [aPayment()] })
  t.match(found, { payment: 'CONFIRMED', reason: 'PaymentReceived', quantity: 1, tickets: ['order-1-1000000'] })
})

t.test('without its reservation a rejected order stays rejected, and an existing ticket stays', async t => {
  const status = { payment: 'REJECTED', quantity: 1, reason: 'Refunded', message: 'Refunded' } as const
  t.match(answer(anOrder({ status }), { tickets: [aTicket()] }), {
    payment: 'REJECTED',
    reason: 'Refunded',
    tickets: ['order-1-1000000'],
  })
})

t.test('a stale view of the reservation deletes no ticket, and the order stays confirmed', async t => {
  for (const decision of ['Held', 'Waitlisted'] as const) {
    const found = answer(anOrder(), { reservations: [aReservation({ decision })], tickets: [aTicket()] })
    t.match(found, { payment: 'CONFIRMED', quantity: 1, tickets: ['order-1-1000000'] }, decision)
  }
})

t.test('a ticket is deleted when its own reservation is no longer sold', async t => {
  const annotations = { 'orders.app.corley.it/reservation': 'uid-of-reservation-order-1/1' }
  const tickets = [aTicket({ metadata: { annotations } })]
  const waiting = aReservation({ decision: 'Waitlisted', message: 'Wait', metadata: { generation: 2 } })
  const found = answer(anOrder(), { reservations: [waiting], tickets })
  t.match(found, { payment: 'PENDING', reason: 'Waitlisted', quantity: 1 })
  t.strictSame(found.tickets, [])
  t.match(
    answer(anOrder(), { tickets }),
    { payment: 'CONFIRMED', tickets: ['order-1-1000000'] },
    'not when none is seen',
  )
  const older = { ...waiting, metadata: { ...waiting.metadata, generation: 0 } }
  const message = 'Cannot report on order "order-1": the view shows generation 0 of its reservation, and must show 1'
  t.throws(() => answer(anOrder(), { reservations: [older], tickets }), { name: 'StaleViewError', message })
})

t.test('a refused order keeps an existing ticket without evidence against it', async t => {
  const reservations = [aReservation({ decision: 'Refused', reason: 'PriceMismatch', message: 'It should be: 19.90' })]
  t.match(answer(anOrder(), { reservations, tickets: [aTicket()] }), {
    payment: 'REJECTED',
    reason: 'PriceMismatch',
    tickets: ['order-1-1000000'],
  })
})

t.test('an order at a price that its currency cannot express has a total of 0', async t => {
  const refused = aReservation({ decision: 'Refused', currency: 'JPY', reason: 'PriceMismatch', message: '30' })
  const { payment, total } = answer(anOrder(), { reservations: [refused] })
  t.strictSame([payment, total], ['REJECTED', '0'])
})

t.test('a free order is confirmed once it is sold, without a payment', async t => {
  const found = answer(anOrder({ price: 0 }), { reservations: [sold], tickets: [aTicket()] })
  const free = { payment: 'CONFIRMED', quantity: 1, reason: 'FreeOrder', total: '0.00', paid: '0.00' }
  t.strictSame(found, { ...free, tickets: ['order-1-1000000'] })
})

t.test('a sold order with seats gets one ticket per seat, named after it, created for this reservation', async t => {
  const reservations = [aReservation({ decision: 'Sold', quantity: 2, seats: [2, 7], metadata: { generation: 4 } })]
  const parent = anOrder({ quantity: 2 })
  const tickets = [aTicket({ name: 'plan-0000007' })]
  const { status, children } = syncOrder(orderRequest(parent, { reservations, tickets }), now)
  const labels = { 'orders.app.corley.it': 'order-1', 'plans.app.corley.it': 'plan' }
  const ticket = (metadata: object) => ({
    apiVersion: 'app.corley.it/v1',
    kind: 'Ticket',
    metadata: { ...metadata, namespace: 'conf', labels },
    spec: { orderRef: 'order-1' },
  })
  t.match(status, { payment: 'CONFIRMED', quantity: 2, seats: [2, 7] })
  t.strictSame(children, [
    kept,
    ticket({ name: 'plan-0000007' }),
    ticket({
      name: 'plan-0000002',
      annotations: {
        'orders.app.corley.it/generation': '1',
        'orders.app.corley.it/reservation': 'uid-of-reservation-order-1/4',
      },
    }),
  ])
})

t.test('a hold reports its end, and the box office alone ends it', async t => {
  const reservations = [aReservation({ heldUntil: '2026-11-20T08:00:00Z', seats: [1] })]
  const at = (later: number) => syncOrder(orderRequest(anOrder(), { reservations }), now + later)
  const { status, ...rest } = at(0)
  t.match(status, { payment: 'PENDING', reason: 'AwaitingPayment', expiresAt: '2026-11-20T08:00:00Z', seats: [1] })
  t.strictSame(rest, { children: [kept] })
  const { conditions: _, ...later } = at(3_600_000).status
  t.match(status, later)
})

t.test('the hook puts off a paid or free hold until it is sold', async t => {
  const reservations = [aReservation()]
  const payments = [aPayment({ receivedAt: '2026-11-20T07:59:58Z' })]
  const ask = (seen: Seen) => syncOrder(orderRequest(anOrder(), { reservations, ...seen }), now)
  const message = 'Cannot report on order "order-1" yet: the box office must sell its tickets first'
  t.throws(() => ask({ payments }), { name: 'PutOffError', message, seconds: 8 })
  t.match(ask({ payments: [aPayment()] }), { status: { payment: 'PENDING', reason: 'PaymentReceived' } }, 'for long')
})

t.test('an order of 0 tickets needs no payment and does not end', async t => {
  const reservations = [aReservation({ heldUntil: '2026-11-20T07:00:00Z', seats: [1] })]
  const { status, ...rest } = syncOrder(orderRequest(anOrder({ quantity: 0 }), { reservations }), now)
  t.match(status, { payment: 'PENDING', reason: 'NothingOrdered', total: '0.00' })
  t.strictSame(['seats' in status, rest], [false, { children: [kept] }])
})

t.test('an older generation of an order is not judged', async t => {
  const reservations = [aReservation({ decision: 'Sold', orderGeneration: 3 })]
  const answerAt = (generation: number) =>
    answer(anOrder({ metadata: { generation }, cancelled: true }), { reservations })
  const message = 'Cannot report on order "order-1": the view shows its generation 2, and must show 3'
  t.throws(() => answerAt(2), { name: 'StaleViewError', message })
  t.match(answerAt(3), { payment: 'REJECTED', reason: 'Cancelled' })
})
