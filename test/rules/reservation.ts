import t from 'tap'
import { emptyHold, isFinalReason, isHolding, isSame, seatPrefix, withoutHold } from '../../hooks/rules/reservation.ts'
import { aReservation, term } from '../fixtures/rules/box-office.ts'

const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
const identity = {
  orderRef: 'order-1',
  orderUid: 'uid-1',
  planRef: 'early-bird',
  currency: 'EUR',
  couponRef: 'discount-10',
  poolRef: 'hall',
  orderGeneration: 2,
}
const whole = {
  ...identity,
  decision: 'Held',
  reason: 'Old',
  message: 'Old',
  quantity: 2,
  seats: [1, 2],
  ...term,
  pending: true,
  waitingSince: '2026-11-20T07:30:00Z',
  reconsiderUntil: '2026-11-20T08:01:00Z',
} as const

t.test('a held or sold reservation is holding', async t => {
  t.strictSame(
    decisions.filter(decision => isHolding(aReservation({ decision }))),
    ['Held', 'Sold'],
  )
})

t.test('a plan and a pool never share a seat, under any names', async t => {
  const prefixes = [{ planRef: 'hall' }, { planRef: 'early-bird', poolRef: 'hall' }, { poolRef: 'hall' }, {}].map(
    seatPrefix,
  )
  t.strictSame(prefixes, ['hall-', 'hall--', 'hall--', '-'])
})

t.test('a cancelled or refunded order is never granted anything again', async t => {
  t.strictSame(['Cancelled', 'Refunded', 'Expired', 'Unseated', 'PriceMismatch', '', undefined].map(isFinalReason), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

t.test('a reservation without a hold has neither seats nor times, and has a reason', async t => {
  const why = { reason: 'New', message: 'Because' }
  for (const decision of ['Waitlisted', 'Refused', 'Released'] as const) {
    const expected = { ...identity, decision, quantity: 2, ...why }
    t.strictSame(withoutHold(aReservation({ ...whole, seats: [1, 2] }), decision, why), expected, decision)
  }
})

t.test('an empty hold has neither seats, an end nor a wait, and keeps its start', async t => {
  for (const decision of decisions) {
    const expected = { ...identity, decision: 'Held', quantity: 0, heldSince: term.heldSince }
    t.strictSame(emptyHold(aReservation({ ...whole, seats: [1, 2], decision })), expected, `was ${decision}`)
  }
})

t.test('equal reservations are the same at any generation of the order', async t => {
  const one = aReservation({ ...whole, seats: [1, 2] })
  const { orderGeneration: _, ...unanswered } = one
  t.ok(isSame(one, structuredClone(one)))
  t.ok(isSame(one, Object.fromEntries(Object.entries(one).reverse()) as typeof one), 'in another order of fields')
  t.ok(isSame(one, { ...one, orderGeneration: 3 }), 'another generation')
  t.ok(isSame(one, unanswered), 'no generation')
  const { heldUntil: __, ...endless } = one
  const { seats: ___, ...unseated } = one
  const others = [
    { ...one, decision: 'Sold' } as const,
    { ...one, quantity: 3 },
    { ...one, seats: [1, 3] },
    { ...one, message: 'New' },
    { ...one, pending: false },
    { ...one, poolRef: 'balcony' },
    endless,
    unseated,
  ]
  for (const other of others) {
    t.notOk(isSame(one, other), JSON.stringify(other))
    t.notOk(isSame(other, one), `${JSON.stringify(other)}, the other way round`)
  }
})
