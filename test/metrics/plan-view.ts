import t from 'tap'
import { readPlan } from '../../hooks/metrics/plan-view.ts'
import type { OrderStatus } from '../../hooks/schema/order.ts'
import { syncPlan } from '../../hooks/sync/plan.ts'
import { anOrder, aPlan, aReservation, minuteAgo, now } from '../fixtures/objects.ts'
import { planRequest } from '../fixtures/requests.ts'

const refund = (status: 'True' | 'False') =>
  ({ type: 'RefundDue', status, reason: 'R', message: '', lastTransitionTime: minuteAgo }) as const
const status = (reason: string, conditions: OrderStatus['conditions'] = []): OrderStatus => ({
  payment: 'PENDING',
  quantity: 0,
  reason,
  conditions,
})

t.test('a plan in numbers: its orders by reason, the money to go back, its tickets', async t => {
  const request = planRequest(aPlan({ capacity: 5 }), {
    orders: [
      anOrder({ status: status('AwaitingPayment', [refund('False')]) }),
      anOrder({ name: 'order-2', quantity: 2, status: status('Expired', [refund('True')]) }),
      anOrder({ name: 'order-3', quantity: 4, status: status('AwaitingPayment') }),
      anOrder({ name: 'order-4' }),
      anOrder({ name: 'order-5', planRef: 'another', status: status('Cancelled', [refund('True')]) }),
    ],
    reservations: [
      aReservation({ decision: 'Sold', seats: [1] }),
      aReservation({ name: 'order-2', quantity: 2, seats: [2, 3], heldUntil: '2026-11-20T08:10:00Z' }),
      aReservation({ name: 'order-3', quantity: 4, decision: 'Waitlisted' }),
      aReservation({ name: 'order-4', decision: 'Refused', reason: 'PriceMismatch' }),
    ],
  })
  t.strictSame(readPlan(request, { status: { held: 2, sold: 1, waiting: 4, left: 2 }, children: [] }), [
    { gauge: 'orders', label: { reason: 'AwaitingPayment' }, value: 2 },
    { gauge: 'orders', label: { reason: 'Expired' }, value: 1 },
    { gauge: 'orders', label: { reason: 'New' }, value: 1 },
    { gauge: 'refunds', value: 1 },
    { gauge: 'tickets', label: { decision: 'Held' }, value: 2 },
    { gauge: 'tickets', label: { decision: 'Sold' }, value: 1 },
    { gauge: 'tickets', label: { decision: 'Waitlisted' }, value: 4 },
    { gauge: 'left', value: 2 },
    { gauge: 'capacity', value: 5 },
  ])
})

t.test('without capacity no seats are left or taken, and an order may have no status yet', async t => {
  const { status: _, ...order } = anOrder()
  const request = planRequest(aPlan(), { orders: [order] })
  t.strictSame(readPlan(request, syncPlan(request, now)), [
    { gauge: 'orders', label: { reason: 'New' }, value: 1 },
    { gauge: 'refunds', value: 0 },
    { gauge: 'tickets', label: { decision: 'Held' }, value: 1 },
    { gauge: 'tickets', label: { decision: 'Sold' }, value: 0 },
    { gauge: 'tickets', label: { decision: 'Waitlisted' }, value: 0 },
  ])
  t.strictSame(
    readPlan(planRequest(aPlan()), { status: {}, children: [] }).map(({ value }) => value),
    [0, 0, 0, 0],
    'an answer that says nothing of them',
  )
})
