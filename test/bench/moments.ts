import t from 'tap'
import { momentsOf } from '../../bench/moments.ts'
import type { KubeObject } from '../../local/kubernetes/kube-object.ts'
import { anOrder, aPayment, aReservation, aTicket } from '../fixtures/objects.ts'

function told(object: unknown): string[] {
  return momentsOf(object as KubeObject).map(({ moment, order }) => `${order}: ${moment}`)
}

function withCondition(type: string, status: 'True' | 'False') {
  const condition = { type, status, reason: 'Why', message: '', lastTransitionTime: '2026-11-20T08:00:00Z' }
  return anOrder({ status: { payment: 'PENDING', quantity: 0, conditions: [condition] } })
}

t.test('an order is stored, and what its status says of it', async t => {
  const { status: _, ...withoutStatus } = anOrder()
  t.strictSame(told(withoutStatus), ['order-1: stored'])
  t.strictSame(told(anOrder()), ['order-1: stored'])
  t.strictSame(told(withCondition('Reserved', 'True')), ['order-1: stored', 'order-1: shown'])
  t.strictSame(told(withCondition('Reserved', 'False')), ['order-1: stored'])
  t.strictSame(told(withCondition('Paid', 'True')), ['order-1: stored'])
  const confirmed = { payment: 'CONFIRMED', quantity: 1 } as const
  t.strictSame(told(anOrder({ status: confirmed })), ['order-1: stored', 'order-1: confirmed'])
  t.strictSame(told(anOrder({ status: { ...confirmed, quantity: 0 } })), ['order-1: stored'])
})

t.test('an order is told that it is waitlisted', async t => {
  const status = { payment: 'PENDING', quantity: 0, reason: 'Waitlisted' } as const
  t.strictSame(told(anOrder({ status })), ['order-1: stored', 'order-1: told'])
})

t.test('a reservation holds something, or waits, or neither', async t => {
  t.strictSame(told(aReservation({ decision: 'Held' })), ['order-1: reserved'])
  t.strictSame(told(aReservation({ decision: 'Sold' })), ['order-1: reserved'])
  t.strictSame(told(aReservation({ decision: 'Waitlisted' })), ['order-1: waiting'])
  t.strictSame(told(aReservation({ decision: 'Refused' })), [])
})

t.test('a ticket is there, and other kinds tell nothing', async t => {
  t.strictSame(told(aTicket({ name: 'plan-0000001' })), ['order-1: ticket'])
  t.strictSame(told(aPayment()), [])
})
