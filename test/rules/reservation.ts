import t from 'tap'
import { decided, holds } from '../../hooks/rules/reservation.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'

const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const

t.test('does not change its arguments', async t => {
  const reservation = aReservation({ reason: 'Old', message: 'Old' })
  const before = structuredClone(reservation)
  holds(reservation)
  decided(reservation, 'Sold')
  t.strictSame(reservation, before)
})

t.test('a hold is what is held or sold', async t => {
  t.strictSame(
    decisions.filter(decision => holds(aReservation({ decision }))),
    ['Held', 'Sold'],
  )
})

t.test('another decision has its own reason or none, and leaves the rest as it is', async t => {
  const before = aReservation({
    decision: 'Refused',
    reason: 'Old',
    message: 'Old',
    couponRef: 'discount-10',
    quantity: 3,
  })
  const { reason: _, message: __, ...rest } = before
  t.strictSame(decided(before, 'Held'), { ...rest, decision: 'Held' })
  t.strictSame(decided(before, 'Released', { reason: 'New', message: 'Because' }), {
    ...rest,
    decision: 'Released',
    reason: 'New',
    message: 'Because',
  })
})
