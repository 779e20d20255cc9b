import t from 'tap'
import { OrderNumbers } from '../../../hooks/box-office/conference/order-numbers.ts'
import type { Order } from '../../../hooks/schema/order.ts'
import { anOrder, minuteAgo } from '../../fixtures/objects.ts'

function order(reason: string, { refund = false, planRef = 'plan' } = {}): Order {
  const status = refund ? 'True' : 'False'
  const condition = { type: 'RefundDue', status, reason: 'R', message: '', lastTransitionTime: minuteAgo } as const
  return anOrder({ planRef, status: { payment: 'PENDING', quantity: 0, reason, conditions: [condition] } })
}

t.test('the orders of a plan are counted by reason, and those whose money goes back', async t => {
  const numbers = new OrderNumbers()
  const { status: _, ...bare } = anOrder()
  numbers.set('a', order('AwaitingPayment'))
  numbers.set('b', order('AwaitingPayment', { refund: true }))
  numbers.set('c', order('Expired', { refund: true }))
  numbers.set('d', anOrder())
  numbers.set('e', bare)
  numbers.set('f', order('Cancelled', { planRef: 'another' }))
  t.strictSame(numbers.of('plan'), {
    orders: new Map([
      ['AwaitingPayment', 2],
      ['Expired', 1],
      ['New', 2],
    ]),
    refundsDue: 2,
  })
  t.strictSame(numbers.of('another'), { orders: new Map([['Cancelled', 1]]), refundsDue: 0 })
})

t.test('an order counts as it was seen last, and once it is gone no longer', async t => {
  const numbers = new OrderNumbers()
  numbers.set('gone', undefined)
  numbers.set('a', anOrder())
  numbers.set('a', order('AwaitingPayment', { refund: true }))
  t.strictSame(numbers.of('plan'), { orders: new Map([['AwaitingPayment', 1]]), refundsDue: 1 })
  numbers.set('a', undefined)
  t.strictSame(numbers.of('plan'), { orders: new Map(), refundsDue: 0 })
})
