import t from 'tap'
import { milestonesOf } from '../../../hooks/box-office/events/milestones.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { anOrder } from '../../fixtures/objects.ts'

function milestones(payment: OrderStatus['payment'], reason: string, conditions?: OrderStatus['conditions']) {
  const status = { payment, reason, message: 'Because', quantity: 0, ...(conditions && { conditions }) }
  return milestonesOf(anOrder({ status })).map(({ reason, type, note }) => `${type} ${reason}: ${note}`)
}

const noCondition = { lastTransitionTime: '2026-11-20T08:00:00Z', reason: 'NothingDue', message: 'Nothing to refund' }

t.test('each standing is one milestone', async t => {
  t.strictSame(milestones('PENDING', 'AwaitingPayment'), ['Normal Reserved: Because'])
  t.strictSame(milestones('PENDING', 'Underpaid'), ['Normal Reserved: Because'])
  t.strictSame(milestones('PENDING', 'Waitlisted'), ['Normal Waitlisted: Because'])
  t.strictSame(milestones('CONFIRMED', 'PaymentReceived'), ['Normal Confirmed: The tickets are sold: Because'])
  t.strictSame(milestones('REJECTED', 'Expired'), ['Normal Expired: Because'])
  t.strictSame(milestones('REJECTED', 'Cancelled'), ['Normal Cancelled: Because'])
  t.strictSame(milestones('REJECTED', 'Refunded'), ['Normal Refunded: Because'])
  t.strictSame(milestones('REJECTED', 'PriceMismatch'), ['Warning Refused: Because'])
})

t.test('an order that waits for the box office, or for its sale, is at no milestone', async t => {
  for (const reason of ['Reserving', 'NothingOrdered', 'PaymentReceived', 'FreeOrder', 'constructor']) {
    t.strictSame(milestones('PENDING', reason), [], reason)
  }
  t.strictSame(milestonesOf(anOrder()), [])
  const { status: _, ...unseen } = anOrder()
  t.strictSame(milestonesOf(unseen), [])
  t.strictSame(milestonesOf(anOrder({ status: { payment: 'PENDING', quantity: 0 } })), [])
})

t.test('a refund that is due is a milestone of its own', async t => {
  const due = {
    ...noCondition,
    type: 'RefundDue',
    status: 'True',
    reason: 'RefundDue',
    message: 'Refund 29.90 EUR',
  } as const
  t.strictSame(milestones('REJECTED', 'Expired', [due]), [
    'Normal Expired: Because',
    'Warning RefundDue: Refund 29.90 EUR',
  ])
  for (const status of ['False', 'Unknown'] as const) {
    t.strictSame(milestones('PENDING', 'Reserving', [{ ...noCondition, type: 'RefundDue', status }]), [])
  }
})

t.test('a status without a message has an empty note', async t => {
  const status = { payment: 'REJECTED', reason: 'Expired', quantity: 0 } as const
  t.strictSame(milestonesOf(anOrder({ status })), [{ reason: 'Expired', type: 'Normal', note: '' }])
})
