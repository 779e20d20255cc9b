import t from 'tap'
import { isSettled, movesMoney } from '../../../hooks/payment/recording/settled.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { paymentStates } from '../../../hooks/schema/payment.ts'
import { anOrder, minuteAgo } from '../../fixtures/objects.ts'

t.strictSame(paymentStates.filter(movesMoney), ['Completed', 'Refunded'], 'two states move money')

const condition = (type: string, status: 'True' | 'False' | 'Unknown', message = '') => ({
  type,
  status,
  message,
  reason: 'Because',
  lastTransitionTime: minuteAgo,
})
const order = (status: Partial<OrderStatus>) => anOrder({ status: { payment: 'PENDING', quantity: 0, ...status } })
const waiting = order({ reason: 'AwaitingPayment', paid: '0.00' })

t.test('an order is settled when the answer to a payment exists and is final', async t => {
  const late = { payment: 'REJECTED', reason: 'Expired', paid: '29.90' } as const
  const confirmed = { payment: 'CONFIRMED', reason: 'PaymentReceived', paid: '29.90' } as const
  const table: [string, Partial<OrderStatus>, boolean][] = [
    ['nothing yet', { reason: 'AwaitingPayment', paid: '0.00' }, false],
    ['seats alone', { reason: 'AwaitingPayment', paid: '0.00', seats: [1] }, false],
    ['too little', { reason: 'Underpaid', paid: '10.00' }, true],
    ['not reserved yet', { reason: 'Reserving', paid: '29.90' }, false],
    ['too little, without a reason', { paid: '10.00' }, true],
    ['waiting to be sold', { reason: 'PaymentReceived', paid: '29.90' }, false],
    ['sold, no ticket yet', confirmed, false],
    ['sold, ticket being created', { ...confirmed, conditions: [condition('Ticketed', 'False')] }, false],
    ['sold, with ticket', { ...confirmed, conditions: [condition('Ticketed', 'True')] }, true],
    ['too late, not decided yet', { ...late, conditions: [condition('RefundDue', 'Unknown')] }, false],
    ['too late', { ...late, conditions: [condition('RefundDue', 'True')] }, true],
    ['refunded, with tickets to delete', { payment: 'REJECTED', reason: 'Refunded', quantity: 1, paid: '1.00' }, false],
    ['refunded', { payment: 'REJECTED', reason: 'Refunded', quantity: 0, paid: '1.00' }, true],
  ]
  for (const [name, status, wanted] of table) t.equal(isSettled(waiting, order(status)), wanted, name)
})

t.test('money that buys nothing is an answer too', async t => {
  const due = (message: string) => order({ payment: 'REJECTED', conditions: [condition('RefundDue', 'True', message)] })
  t.equal(isSettled(order({ payment: 'REJECTED' }), due('10.00 EUR')), true)
  t.equal(isSettled(due('10.00 EUR'), due('20.00 EUR')), true)
  t.equal(isSettled(due('10.00 EUR'), due('10.00 EUR')), false)
})

t.test('an order that no hook has answered yet is not settled', async t => {
  const { status: _, ...unanswered } = anOrder()
  t.equal(isSettled(unanswered, unanswered), false)
  t.equal(isSettled(unanswered, waiting), false, 'its first status is no answer to the payment')
  t.equal(isSettled(unanswered, order({ reason: 'Underpaid', paid: '10.00' })), true)
})
