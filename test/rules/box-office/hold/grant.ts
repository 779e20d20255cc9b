import t from 'tap'
import {
  drawFrom,
  grantSeats,
  joinWaitlist,
  missingPoolOf,
  withWaitingCount,
} from '../../../../hooks/rules/box-office/hold/grant.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import {
  aDesk,
  anOrder,
  aPlan,
  aPool,
  aReservation,
  othersHold,
  quarterPast,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import { noPool, noSeatsBehind } from '../../../fixtures/rules/reasons.ts'

type Desk = Parameters<typeof aDesk>[0]

const couponRef = 'discount-10'
const noSeats = {
  decision: 'Waitlisted',
  reason: 'NoSeats',
  message: 'Waitlisted: not enough seats are free',
} as const
const limited = { coupon: { maxRedemptions: 1 } }
const waitingSince = '2026-11-20T07:30:00Z'

const grant = (said: Partial<ReservationFacts>, desk: Desk, order: SaidOfOrder = {}) =>
  grantSeats(anOrder(order), aReservation(said), aDesk(desk))

t.test('without a limit tickets are held without seats and without an end', async t => {
  t.strictSame(grant({ quantity: 4 }, {}), aReservation({ quantity: 4 }))
  t.strictSame(grant({ couponRef }, { coupon: {} }), aReservation({ couponRef }), 'with a coupon without a limit')
  t.strictSame(grant({ couponRef }, {}), aReservation({ couponRef }), 'with a coupon that is not in view')
})

t.test('an order gets the lowest free seats, until the end of its hold', async t => {
  const seated = (seats: number[]) => aReservation({ quantity: seats.length, seats, ...term })
  const plan = { capacity: 4 }
  t.strictSame(grant({ quantity: 2 }, { plan, observed: [othersHold(1)] }), seated([2, 3]))
  t.strictSame(grant({ quantity: 2 }, { plan, observed: [othersHold(2)] }), seated([3, 4]), 'the last ones')
  const tooFew = grant({ quantity: 2 }, { plan, observed: [othersHold(3)] })
  t.strictSame(tooFew, aReservation({ ...noSeats, quantity: 2 }), 'all or nothing')
  const long = grant({}, { plan: { capacity: 4, holdMinutes: 60 } })
  const hour = { ...term, heldUntil: '2026-11-20T09:00:00Z' }
  t.strictSame(long, aReservation({ seats: [1], ...hour }), 'for the time of the plan')
})

t.test('a hold with a limited coupon has an end too', async t => {
  t.strictSame(grant({ couponRef }, limited), aReservation({ couponRef, ...term }))
})

t.test('a granted hold has neither a reason nor a wait', async t => {
  const old = { decision: 'Waitlisted', reason: 'NoSeats', message: 'Old', waitingSince, couponRef } as const
  t.strictSame(grant(old, {}), aReservation({ couponRef }))
  const refused = { ...old, decision: 'Refused', reconsiderUntil: quarterPast } as const
  t.strictSame(grant(refused, { plan: { capacity: 1 } }), aReservation({ couponRef, seats: [1], ...term }))
})

t.test('an empty hold that asks again keeps its end, if that is in the future', async t => {
  const asked = (heldSince: string, desk: Desk = { plan: { capacity: 4 } }) => grant({ heldSince }, desk)
  const held = (said: Partial<ReservationFacts>) => aReservation({ seats: [1], ...said })
  const earlier = { heldSince: '2026-11-20T07:50:00Z', heldUntil: '2026-11-20T08:05:00Z' }
  t.strictSame(asked(earlier.heldSince), held(earlier))
  const last = { heldSince: '2026-11-20T07:45:01Z', heldUntil: '2026-11-20T08:00:01Z' }
  t.strictSame(asked(last.heldSince), held(last), 'a second is left')
  t.strictSame(asked('2026-11-20T07:45:00Z'), held(term), 'it ends now: a new end')
  t.strictSame(asked('2026-11-20T06:00:00Z'), held(term), 'it ended long ago: a new end')
  t.strictSame(asked(earlier.heldSince, {}), aReservation(), 'nothing is scarce now: no end')
  const full = asked(earlier.heldSince, { plan: { capacity: 0 } })
  t.strictSame(full, aReservation(noSeats), 'a waiting order holds nothing')
})

t.test('a waiting order keeps its place and gets a reason', async t => {
  const why = { reason: 'NoSeats', message: 'Full' }
  const held = { seats: [1], couponRef, ...term, orderGeneration: 3 }
  const expected = { decision: 'Waitlisted', couponRef, orderGeneration: 3, ...why } as const
  t.strictSame(joinWaitlist(aReservation(held), why), aReservation(expected))
  t.strictSame(
    joinWaitlist(aReservation({ ...held, decision: 'Waitlisted', reason: 'Old', message: 'Old', waitingSince }), why),
    aReservation({ ...expected, waitingSince }),
  )
})

t.test('every plan of a pool holds its seats, within the limit of the plan', async t => {
  const poolRef = 'hall'
  const other = othersHold(2, { planRef: 'student', poolRef })
  const pooled = (plan: object, said: Partial<ReservationFacts> = {}) =>
    grant(said, { plan: { poolRef, ...plan }, pool: {}, observed: [other] })
  t.strictSame(pooled({}, { quantity: 2 }), aReservation({ quantity: 2, poolRef, seats: [3, 4], ...term }))
  t.strictSame(pooled({ capacity: 1 }), aReservation({ poolRef, seats: [3], ...term }))
  t.strictSame(
    pooled({ capacity: 1 }, { quantity: 2 }),
    aReservation({ ...noSeats, quantity: 2, poolRef }),
    'its limit',
  )
  t.strictSame(pooled({}, { quantity: 3 }), aReservation({ ...noSeats, quantity: 3, poolRef }), 'two are taken')
  t.strictSame(
    pooled({}, { poolRef: 'balcony' }),
    aReservation({ poolRef, seats: [3], ...term }),
    'it had seats of another pool',
  )
  const own = grant({ poolRef }, { plan: { capacity: 4 }, observed: [other] })
  t.strictSame(own, aReservation({ seats: [1], ...term }), 'its plan has seats of its own by now')
})

t.test('an order waits for a pool that does not exist', async t => {
  const poolRef = 'hall'
  const missing = { plan: { poolRef, capacity: 9 } }
  t.strictSame(grant({}, missing), aReservation({ decision: 'Waitlisted', poolRef, ...noPool }))
  t.strictSame(
    grant({ decision: 'Waitlisted', ...noSeatsBehind('1 order waits'), waitingSince }, missing),
    aReservation({ decision: 'Waitlisted', poolRef, ...noPool, waitingSince }),
    'with any earlier message',
  )
  t.equal(missingPoolOf({ plan: aPlan({ poolRef }), pool: undefined }), poolRef)
  t.equal(missingPoolOf({ plan: aPlan({ poolRef }), pool: aPool() }), undefined)
  t.equal(missingPoolOf({ plan: aPlan(), pool: undefined }), undefined, 'a plan without a pool misses none')
})

t.test('a reservation names the pool of its plan', async t => {
  const poolRef = 'hall'
  t.strictSame(drawFrom(aPlan({ poolRef }), aReservation()), aReservation({ poolRef }))
  t.strictSame(drawFrom(aPlan({ poolRef }), aReservation({ poolRef: 'balcony' })), aReservation({ poolRef }))
  t.strictSame(drawFrom(aPlan(), aReservation({ poolRef })), aReservation(), 'or from none')
})

t.test('a hold lasts for the time that its order asks for, or for that of an offer', async t => {
  const plan = { capacity: 4, maxHoldMinutes: 60 }
  const asked = grant({}, { plan }, { holdUntil: Date.parse('2026-11-20T08:40:00Z') })
  t.strictSame(asked, aReservation({ seats: [1], ...term, heldUntil: '2026-11-20T08:40:00Z' }))
  const offer = grantSeats(anOrder(), aReservation(), { ...aDesk({ plan }), minutes: 120 })
  t.strictSame(offer, aReservation({ seats: [1], ...term, heldUntil: '2026-11-20T10:00:00Z' }))
})

t.test('a hold at a price that ends has an end', async t => {
  const salesEnd = Date.UTC(2026, 10, 20, 10)
  t.strictSame(grant({}, { plan: { salesEnd } }), aReservation(term))
  t.strictSame(grant({ couponRef }, { coupon: { validUntil: salesEnd } }), aReservation({ couponRef, ...term }))
})

t.test('the message of an order that joins the waitlist counts the orders before it, once', async t => {
  const waits = { decision: 'Waitlisted' } as const
  const told = { ...waits, ...noSeatsBehind('3 orders wait') }
  const full = { plan: { capacity: 1 }, observed: [othersHold(1)] }
  t.strictSame(grant(told, full), aReservation(told), 'it keeps its message, though others have left')
  t.strictSame(
    grant({ ...told, waitingSince, quantity: 2 }, full),
    aReservation({ ...told, waitingSince, quantity: 2 }),
  )
  const inactive = { ...waits, reason: 'PlanInactive', message: 'Closed' }
  t.strictSame(grant(inactive, full), aReservation(noSeats), 'another message is replaced')
  t.strictSame(grant({ ...told, decision: 'Held' }, full), aReservation(noSeats), 'and so is that of a hold')
  const tell = (said: Partial<ReservationFacts>, ...names: string[]) =>
    withWaitingCount(aReservation(said), aDesk({ observed: names.map(orderRef => ({ ...waits, orderRef })) }))
  t.strictSame(tell(noSeats), aReservation({ ...waits, ...noSeatsBehind('no order waits') }))
  const two = withWaitingCount(aReservation({ ...waits, ...noSeats, quantity: 2 }), aDesk())
  t.equal(
    two.message,
    noSeatsBehind('no order waits', 2).message,
    'free seats go to the first order that they suffice for',
  )
  t.strictSame(tell(noSeats, 'order-1'), aReservation({ ...waits, ...noSeatsBehind('no order waits') }), 'not itself')
  t.strictSame(tell(noSeats, 'a'), aReservation({ ...waits, ...noSeatsBehind('1 order waits') }))
  t.strictSame(tell(noSeats, 'a', 'b'), aReservation({ ...waits, ...noSeatsBehind('2 orders wait') }))
  const pooled = tell({ ...noSeats, poolRef: 'hall' }, 'a', 'b')
  t.strictSame(
    pooled,
    aReservation({ ...waits, poolRef: 'hall', ...noSeatsBehind('no order waits') }),
    'for other seats',
  )
  for (const said of [{ ...waits, ...noPool }, inactive, { seats: [1] }, { decision: 'Refused' as const, ...noPool }]) {
    t.strictSame(tell(said, 'a'), aReservation(said), 'one that does not wait for seats is told nothing')
  }
})
