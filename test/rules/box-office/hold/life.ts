import t from 'tap'
import { lapseHold, lapseTime, limitHold, sellHold, termOf } from '../../../../hooks/rules/box-office/hold/life.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { now } from '../../../fixtures/objects.ts'
import {
  aDesk,
  anOrder,
  aPlan,
  aReservation,
  aStored,
  quarterPast,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import { anEntry, paid } from '../../../fixtures/rules/money.ts'

const couponRef = 'discount-10'
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
const quarter = Date.parse(quarterPast)
const expired = { decision: 'Released', reason: 'Expired', message: 'The tickets were not paid for in time' } as const
const waitingSince = '2026-11-20T07:30:00Z'
const limited = { coupon: { maxRedemptions: 1 } }

type Desk = Parameters<typeof aDesk>[0]

/** What is sold of a hold; a desk without a coupon in view, unless told. */
function sell(
  order: SaidOfOrder,
  reservation: Partial<ReservationFacts>,
  said: { version?: number; desk?: object } = {},
) {
  return sellHold(anOrder(order), aStored(reservation, said.version), aDesk(said.desk))
}

t.test('a hold is sold once it is free or paid in full', async t => {
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['paid to the cent', paid('29.90'), {}],
    ['overpaid', paid('100.00'), {}],
    ['paid in two parts', { entries: [...paid('9.90').entries, ...paid('20.00').entries] }, {}],
    ['four at 19.90', { ...paid('79.60'), price: 19.9, quantity: 4 }, { quantity: 4, couponRef }],
    ['free', { price: 0 }, { quantity: 3 }],
    ['free, whatever the currency', { price: 0, ...paid('1.00', 'USD') }, {}],
    ['paid in a currency without decimals', { price: 3000, ...paid('6000', 'JPY') }, { quantity: 2, currency: 'JPY' }],
    ['what is held counts, not that more are ordered', { ...paid('29.90'), quantity: 2 }, {}],
    ['in part refunded, and paid again', { entries: [...paid('39.90').entries, refund('-10.00')] }, {}],
  ]
  for (const [why, order, reservation] of table) {
    t.strictSame(sell(order, reservation), aReservation({ ...reservation, decision: 'Sold' }), why)
  }
})

function refund(gross: string) {
  return anEntry({ transactionId: 'R1', state: 'Refunded', gross })
}

t.test('nothing else is sold', async t => {
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['a cent is missing', paid('29.89'), {}],
    ['one of two is paid', { ...paid('29.90'), quantity: 2 }, { quantity: 2 }],
    ['what is held counts, not that fewer are ordered', { ...paid('29.90'), quantity: 1 }, { quantity: 2 }],
    ['nothing was paid', {}, {}],
    ['a payment is announced', { entries: [anEntry({ state: 'Pending' })] }, {}],
    ['a payment was refunded', { entries: [anEntry(), refund('-29.90')] }, {}],
    ['another currency', paid('29.90', 'USD'), {}],
    ['a price that is no amount of the currency', paid('60', 'JPY'), { currency: 'JPY' }],
    ['a hold of nothing', paid('29.90'), { quantity: 0 }],
    ['a free hold of nothing', { price: 0, quantity: 0 }, { quantity: 0 }],
    ['it is sold already', paid('29.90'), { decision: 'Sold' }],
    ['it waits', paid('29.90'), { decision: 'Waitlisted' }],
    ['it is refused', paid('29.90'), { decision: 'Refused' }],
    ['it was released', paid('29.90'), { decision: 'Released' }],
  ]
  for (const [why, order, reservation] of table) t.equal(sell(order, reservation), undefined, why)
})

t.test('what is sold keeps its seats and its coupon, and has no end and no wish any more', async t => {
  const rest = { quantity: 2, seats: [1, 2], couponRef, heldSince: term.heldSince }
  const wish = { waitingSince: quarterPast, reason: 'NoSeats', message: 'Not enough' }
  const order = { ...paid('59.80'), quantity: 3 }
  t.strictSame(sell(order, { ...rest, heldUntil: quarterPast, ...wish }), aReservation({ ...rest, decision: 'Sold' }))
})

t.test('a hold is sold only once the watch of the reservations has reached it', async t => {
  const at = (reservations: bigint) => sell(paid('29.90'), {}, { version: 7, desk: { reached: { reservations } } })
  t.equal(at(6n), undefined, 'an earlier grant may not be seen yet')
  t.strictSame(at(7n), aReservation({ decision: 'Sold' }), 'it shows this very hold')
  t.strictSame(at(8n), aReservation({ decision: 'Sold' }), 'it has gone on')
})

t.test(
  'a free hold whose coupon is not in view is sold only once the watch of the coupons has come as far',
  async t => {
    const at = (coupons: bigint, order: SaidOfOrder, desk: object = {}) =>
      sell({ couponRef, ...order }, { couponRef }, { version: 7, desk: { ...desk, reached: { coupons } } })
    const sold = aReservation({ couponRef, decision: 'Sold' })
    t.equal(at(6n, { price: 0 }), undefined, 'it may be late')
    t.strictSame(at(7n, { price: 0 }), sold, 'then the coupon was deleted, and what was held keeps it')
    t.strictSame(at(6n, { price: 0 }, { coupon: {} }), sold, 'the coupon is in view')
    t.strictSame(at(6n, { price: 19.9, ...paid('19.90') }), sold, 'it is paid')
    const without = sell({ price: 0 }, {}, { version: 7, desk: { reached: { coupons: 6n } } })
    t.strictSame(without, aReservation({ decision: 'Sold' }), 'it has no coupon')
  },
)

t.test('a hold begins now, unless the end that it had is ahead', async t => {
  const plan = aPlan({ holdMinutes: 15 })
  t.strictSame(termOf(aReservation(), { plan, now }), term)
  const before = termOf(aReservation({ heldSince: '2026-11-20T07:50:00Z' }), { plan, now })
  t.strictSame(before, { heldSince: '2026-11-20T07:50:00Z', heldUntil: '2026-11-20T08:05:00Z' })
  t.strictSame(termOf(aReservation({ heldSince: '2026-11-20T07:45:00Z' }), { plan, now }), term, 'it is over by now')
})

t.test('a hold without an end gets one when its plan or its coupon becomes scarce, once', async t => {
  const limit = (said: Partial<ReservationFacts>, desk: Desk = { plan: { capacity: 9 } }) =>
    limitHold(aReservation(said), aDesk(desk))
  t.strictSame(limit({ quantity: 2 }), aReservation({ quantity: 2, ...term }), 'the plan has seats by now')
  t.strictSame(limit({ couponRef }, limited), aReservation({ couponRef, ...term }), 'the coupon has a limit by now')
  t.strictSame(limit({ heldSince: waitingSince }), aReservation(term), 'it begins now')
  const hour = limit({}, { plan: { capacity: 9, holdMinutes: 60 } })
  t.strictSame(hour, aReservation({ ...term, heldUntil: '2026-11-20T09:00:00Z' }), 'as long as the plan says')
  const none: [why: string, found: ReservationFacts | undefined][] = [
    ['it has an end', limit(term)],
    ['… even one that is past', limit(term, { plan: { capacity: 9 }, now: now + 3_600_000 })],
    ['nothing is scarce', limit({}, {})],
    ['the coupon has no limit', limit({ couponRef }, { coupon: {} })],
    ['it holds nothing', limit({ quantity: 0 })],
    ['it is sold', limit({ decision: 'Sold' })],
    ['it waits', limit({ decision: 'Waitlisted' })],
    ['it is refused', limit({ decision: 'Refused' })],
    ['it was released', limit({ decision: 'Released' })],
  ]
  for (const [why, found] of none) t.equal(found, undefined, why)
})

t.test('a hold that is not paid lapses 30 seconds after its end, and not before', async t => {
  const held = aReservation({ quantity: 2, seats: [1, 2], couponRef, ...term })
  const order = anOrder({ quantity: 2 })
  t.equal(lapseTime(order, held), quarter + 30_000)
  t.equal(lapseHold(order, held, quarter), undefined, 'its end has come')
  t.equal(lapseHold(order, held, quarter + 29_999), undefined, 'a payment made in time may not be seen yet')
  const lapsed = aReservation({ quantity: 2, couponRef, ...expired })
  t.strictSame(lapseHold(order, held, quarter + 30_000), lapsed)
  t.strictSame(lapseHold(order, held, quarter + 3_600_000), lapsed, 'however late it is')
  const waiting = aReservation({ ...held, reason: 'NoSeats', message: 'More', waitingSince: quarterPast })
  t.strictSame(lapseHold(order, waiting, quarter + 30_000), lapsed, 'one that waits for more')
})

t.test('nothing else lapses', async t => {
  const late = quarter + 3_600_000
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['it is paid', paid('29.90'), term],
    ['what it still wants is paid', paid('29.90'), { ...term, quantity: 2 }],
    ['it is free', { price: 0 }, term],
    ['it has no end', {}, {}],
    ...decisions
      .filter(decision => decision !== 'Held')
      .map((decision): [string, SaidOfOrder, Partial<ReservationFacts>] => [
        `it is ${decision}`,
        {},
        { decision, ...term },
      ]),
  ]
  for (const [why, order, reservation] of table) {
    t.equal(lapseTime(anOrder(order), aReservation(reservation)), undefined, why)
    t.equal(lapseHold(anOrder(order), aReservation(reservation), late), undefined, why)
  }
  const usd = lapseHold(anOrder(paid('29.90', 'USD')), aReservation(term), late)
  t.strictSame(usd, aReservation(expired), 'but for what is paid in another currency')
})
