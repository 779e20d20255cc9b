import t from 'tap'
import { OrderTally } from '../../../hooks/box-office/conference/order-tally.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { anOrder, minuteAgo } from '../../fixtures/objects.ts'

function order(reason: string, { refund = false, planRef = 'plan' } = {}): Order {
  const status = refund ? 'True' : 'False'
  const condition = { type: 'RefundDue', status, reason: 'R', message: '', lastTransitionTime: minuteAgo } as const
  return anOrder({ planRef, status: { payment: 'PENDING', quantity: 0, reason, conditions: [condition] } })
}

t.test('the orders of a plan are counted by reason, and the refunds due', async t => {
  const numbers = new OrderTally()
  const { status: _, ...bare } = anOrder()
  numbers.set('a', order('AwaitingPayment'))
  numbers.set('b', order('AwaitingPayment', { refund: true }))
  numbers.set('c', order('Expired', { refund: true }))
  numbers.set('d', anOrder())
  numbers.set('e', bare)
  numbers.set('f', order('Cancelled', { planRef: 'another' }))
  t.strictSame(numbers.countsOf('plan'), {
    orders: new Map([
      ['AwaitingPayment', 2],
      ['Expired', 1],
      ['New', 2],
    ]),
    refundsDue: 2,
    ticketsMissing: 0,
  })
  t.strictSame(numbers.countsOf('another'), { orders: new Map([['Cancelled', 1]]), refundsDue: 0, ticketsMissing: 0 })
})

t.test('an order counts in its last state, and no longer after its deletion', async t => {
  const numbers = new OrderTally()
  numbers.set('gone', undefined)
  numbers.set('a', anOrder())
  numbers.set('a', order('AwaitingPayment', { refund: true }))
  t.strictSame(numbers.countsOf('plan'), {
    orders: new Map([['AwaitingPayment', 1]]),
    refundsDue: 1,
    ticketsMissing: 0,
  })
  numbers.set('a', undefined)
  t.strictSame(numbers.countsOf('plan'), { orders: new Map(), refundsDue: 0, ticketsMissing: 0 })
})

t.test('confirmed orders with missing tickets are counted', async t => {
  const numbers = new OrderTally()
  const ticketed = (reason: string) =>
    anOrder({
      status: {
        payment: 'CONFIRMED',
        quantity: 0,
        reason: 'PaymentReceived',
        conditions: [{ type: 'Ticketed', status: 'False', reason, message: '', lastTransitionTime: minuteAgo }],
      },
    })
  numbers.set('a', ticketed('TicketsMissing'))
  numbers.set('b', ticketed('TicketsMissing'))
  numbers.set('c', ticketed('TicketsMade'))
  t.equal(numbers.countsOf('plan').ticketsMissing, 2)
  numbers.set('a', ticketed('TicketsMade'))
  t.equal(numbers.countsOf('plan').ticketsMissing, 1)
})
