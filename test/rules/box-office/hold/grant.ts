import t from 'tap'
import { grantSeats, waitFor } from '../../../../hooks/rules/box-office/hold/grant.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { aDesk, aReservation, othersHold, quarterPast, term } from '../../../fixtures/rules/box-office.ts'

type Desk = Parameters<typeof aDesk>[0]

const couponRef = 'discount-10'
const noSeats = {
  decision: 'Waitlisted',
  reason: 'NoSeats',
  message: 'Waitlisted: not enough seats are free',
} as const
const limited = { coupon: { maxRedemptions: 1 } }
const waitingSince = '2026-11-20T07:30:00Z'

const grant = (said: Partial<ReservationFacts>, desk: Desk) => grantSeats(aReservation(said), aDesk(desk))

t.test('without a limit tickets are held without seats and without an end', async t => {
  t.strictSame(grant({ quantity: 4 }, {}), aReservation({ quantity: 4 }))
  t.strictSame(grant({ couponRef }, { coupon: {} }), aReservation({ couponRef }), 'with a coupon without a limit')
  t.strictSame(grant({ couponRef }, {}), aReservation({ couponRef }), 'with a coupon that is not in view')
})

t.test('seats are held for a while, the lowest that are free', async t => {
  const seated = (seats: number[]) => aReservation({ quantity: seats.length, seats, ...term })
  const plan = { capacity: 4 }
  t.strictSame(grant({ quantity: 2 }, { plan, observed: [othersHold(1)] }), seated([2, 3]))
  t.strictSame(grant({ quantity: 2 }, { plan, observed: [othersHold(2)] }), seated([3, 4]), 'the last ones')
  const tooFew = grant({ quantity: 2 }, { plan, observed: [othersHold(3)] })
  t.strictSame(tooFew, aReservation({ ...noSeats, quantity: 2 }), 'all or nothing')
  const long = grant({}, { plan: { capacity: 4, holdMinutes: 60 } })
  const hour = { ...term, heldUntil: '2026-11-20T09:00:00Z' }
  t.strictSame(long, aReservation({ seats: [1], ...hour }), 'as long as the plan says')
})

t.test('a limited coupon is held for a while too', async t => {
  t.strictSame(grant({ couponRef }, limited), aReservation({ couponRef, ...term }))
})

t.test('what is granted explains nothing and waits for nothing any more', async t => {
  const old = { decision: 'Waitlisted', reason: 'NoSeats', message: 'Old', waitingSince, couponRef } as const
  t.strictSame(grant(old, {}), aReservation({ couponRef }))
  const refused = { ...old, decision: 'Refused', reconsiderUntil: quarterPast } as const
  t.strictSame(grant(refused, { plan: { capacity: 1 } }), aReservation({ couponRef, seats: [1], ...term }))
})

t.test('a hold of nothing that asks again is held until the end it had, if that is ahead', async t => {
  const asked = (heldSince: string, desk: Desk = { plan: { capacity: 4 } }) => grant({ heldSince }, desk)
  const held = (said: Partial<ReservationFacts>) => aReservation({ seats: [1], ...said })
  const earlier = { heldSince: '2026-11-20T07:50:00Z', heldUntil: '2026-11-20T08:05:00Z' }
  t.strictSame(asked(earlier.heldSince), held(earlier))
  const last = { heldSince: '2026-11-20T07:45:01Z', heldUntil: '2026-11-20T08:00:01Z' }
  t.strictSame(asked(last.heldSince), held(last), 'a second is left')
  t.strictSame(asked('2026-11-20T07:45:00Z'), held(term), 'it ends now: a new one')
  t.strictSame(asked('2026-11-20T06:00:00Z'), held(term), 'it ended long ago: a new one')
  t.strictSame(asked(earlier.heldSince, {}), aReservation(), 'nothing is scarce any more: none')
  const full = asked(earlier.heldSince, { plan: { capacity: 0 } })
  t.strictSame(full, aReservation(noSeats), 'one that waits holds nothing')
})

t.test('who waits keeps its place, and is told why', async t => {
  const why = { reason: 'NoSeats', message: 'Full' }
  const held = { seats: [1], couponRef, ...term, orderGeneration: 3 }
  const expected = { decision: 'Waitlisted', couponRef, orderGeneration: 3, ...why } as const
  t.strictSame(waitFor(aReservation(held), why), aReservation(expected))
  t.strictSame(
    waitFor(aReservation({ ...held, decision: 'Waitlisted', reason: 'Old', message: 'Old', waitingSince }), why),
    aReservation({ ...expected, waitingSince }),
  )
})
