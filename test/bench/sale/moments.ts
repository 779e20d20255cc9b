import t from 'tap'
import { momentsOf } from '../../../bench/sale/moments.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { anOrder, aPayment, aReservation, aTicket } from '../../fixtures/objects.ts'

function moments(object: unknown): string[] {
  return momentsOf(object as KubeObject).map(({ moment, order }) => `${order}: ${moment}`)
}

function withCondition(type: string, status: 'True' | 'False') {
  const condition = { type, status, reason: 'Why', message: '', lastTransitionTime: '2026-11-20T08:00:00Z' }
  return anOrder({ status: { payment: 'PENDING', quantity: 0, conditions: [condition] } })
}

t.test('an order proves that it is stored, and the moments of its status', async t => {
  const { status: _, ...withoutStatus } = anOrder()
  t.strictSame(moments(withoutStatus), ['order-1: stored'])
  t.strictSame(moments(anOrder()), ['order-1: stored'])
  t.strictSame(moments(withCondition('Reserved', 'True')), ['order-1: stored', 'order-1: shown'])
  t.strictSame(moments(withCondition('Reserved', 'False')), ['order-1: stored'])
  t.strictSame(moments(withCondition('Paid', 'True')), ['order-1: stored'])
  const confirmed = { payment: 'CONFIRMED', quantity: 1 } as const
  t.strictSame(moments(anOrder({ status: confirmed })), ['order-1: stored', 'order-1: confirmed'])
  t.strictSame(moments(anOrder({ status: { ...confirmed, quantity: 0 } })), ['order-1: stored'])
})

t.test('the status of an order shows that it is waitlisted', async t => {
  const status = { payment: 'PENDING', quantity: 0, reason: 'Waitlisted' } as const
  t.strictSame(moments(anOrder({ status })), ['order-1: stored', 'order-1: waitlist shown'])
})

t.test('a reservation has reserved seats, or is waitlisted, or neither', async t => {
  t.strictSame(moments(aReservation({ decision: 'Held' })), ['order-1: reserved'])
  t.strictSame(moments(aReservation({ decision: 'Sold' })), ['order-1: reserved'])
  t.strictSame(moments(aReservation({ decision: 'Waitlisted' })), ['order-1: waitlisted'])
  t.strictSame(moments(aReservation({ decision: 'Refused' })), [])
})

t.test('a ticket proves its moment, and other kinds prove none', async t => {
  t.strictSame(moments(aTicket({ name: 'plan-0000001' })), ['order-1: ticket'])
  t.strictSame(moments(aPayment()), [])
})
