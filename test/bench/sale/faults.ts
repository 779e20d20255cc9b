import t from 'tap'
import { type Ending, saleFaults } from '../../../bench/sale/faults.ts'
import { anOrder, aPayment, aReservation, aTicket } from '../../fixtures/objects.ts'

const confirmed = { payment: 'CONFIRMED', quantity: 1 } as const
const done = { placed: ['order-1', 'order-2', 'order-3'], acknowledged: ['order-1', 'order-2'], seats: 2 }

/** Two seats, two tickets, and a third order that waits. */
const ending: Ending = {
  orders: [
    anOrder({ status: confirmed }),
    anOrder({ name: 'order-2', status: confirmed }),
    anOrder({ name: 'order-3' }),
  ],
  reservations: [
    aReservation({ decision: 'Sold', seats: [1] }),
    aReservation({ name: 'order-2', decision: 'Sold', seats: [2] }),
    aReservation({ name: 'order-3', decision: 'Waitlisted' }),
  ],
  tickets: [aTicket({ name: 'plan-0000001' }), aTicket({ name: 'plan-0000002', orderRef: 'order-2' })],
  payments: [aPayment(), aPayment({ name: 'paypal-2', orderRef: 'order-2' })],
}

t.test('a right sale has no faults', async t => {
  t.strictSame(saleFaults(ending, done), { oversold: [], lost: [] })
})

t.test('seats beyond the capacity are a fault', async t => {
  const { oversold } = saleFaults(ending, { ...done, seats: 1 })
  t.strictSame(oversold, ['2 seats are held or sold, with a capacity of 1', '2 tickets exist, with a capacity of 1'])
})

t.test('a seat that was sold twice is a fault', async t => {
  const [first, second, third] = ending.reservations as [never, never, never]
  const reservations = [first, { ...(second as object), ...aReservation({ name: 'order-2', seats: [1] }) }, third]
  t.strictSame(saleFaults({ ...ending, reservations }, done).oversold, [
    'Seat 1 has two reservations',
    'Ticket plan-0000002 of order order-2 is for a seat that its order does not hold',
  ])
})

t.test('a reservation without a seat gives no right to a ticket', async t => {
  const [, second, third] = ending.reservations as [never, never, never]
  const reservations = [aReservation({ decision: 'Sold' }), second, third]
  t.strictSame(saleFaults({ ...ending, reservations }, done).oversold, [
    'Ticket plan-0000001 of order order-1 is for a seat that its order does not hold',
  ])
})

t.test('a ticket without a payment is a fault', async t => {
  const payments = ending.payments.slice(0, 1)
  t.strictSame(saleFaults({ ...ending, payments }, { ...done, acknowledged: ['order-1'] }), {
    oversold: ['Ticket plan-0000002 of order order-2 is not paid'],
    lost: [],
  })
})

t.test('a missing order is a fault, and so is an order without a decision', async t => {
  const orders = ending.orders.slice(0, 2)
  t.strictSame(saleFaults({ ...ending, orders, reservations: ending.reservations.slice(0, 2) }, done).lost, [
    'Order order-3 was placed and does not exist',
    'Order order-3 has no ticket and is not on the waitlist',
  ])
})

t.test('a paid order without payment, ticket or confirmation is a fault', async t => {
  const orders = [anOrder(), ...ending.orders.slice(1)]
  const without = { orders, tickets: ending.tickets.slice(1), payments: ending.payments.slice(1) }
  t.strictSame(saleFaults({ ...ending, ...without }, done).lost, [
    'Order order-1 has no ticket and is not on the waitlist',
    'A payment of order-1 was acknowledged and does not exist',
    'Order order-1 is paid and has no ticket',
    'Order order-1 is paid and not CONFIRMED',
    'Only 1 of 2 orders have a ticket',
  ])
})

t.test('fewer orders than seats leave seats free', async t => {
  t.strictSame(saleFaults(ending, { ...done, placed: ['order-1', 'order-2'], seats: 5 }), { oversold: [], lost: [] })
})

t.test('an order without a status is not confirmed', async t => {
  const { status: _, ...first } = ending.orders[0] ?? anOrder()
  const orders = [first, ...ending.orders.slice(1)]
  t.strictSame(saleFaults({ ...ending, orders }, done).lost, ['Order order-1 is paid and not CONFIRMED'])
})
