import t from 'tap'
import { lapseHold, lapseTime, sellHold } from '../../../../hooks/rules/box-office/hold/life.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import {
  aDesk,
  anOrder,
  aReservation,
  aStored,
  othersHold,
  quarterPast,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import { anEntry, paid } from '../../../fixtures/rules/money.ts'

const couponRef = 'discount-10'
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
const quarter = Date.parse(quarterPast)
const expired = { decision: 'Released', reason: 'Expired', message: 'The tickets were not paid for in time' } as const

/** The sale of a hold; by default the desk shows no coupon. */
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
    ['the held quantity counts, not a larger order', { ...paid('29.90'), quantity: 2 }, {}],
    ['in part refunded, and paid again', { entries: [...paid('39.90').entries, refund('-10.00')] }, {}],
  ]
  for (const [why, order, reservation] of table) {
    t.strictSame(sell(order, reservation), aReservation({ ...reservation, decision: 'Sold' }), why)
  }
})

function refund(gross: string) {
  return anEntry({ transactionId: 'R1', state: 'Refunded', gross })
}

t.test('no other hold is sold', async t => {
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['a cent is missing', paid('29.89'), {}],
    ['one of two is paid', { ...paid('29.90'), quantity: 2 }, { quantity: 2 }],
    ['the held quantity counts, not a smaller order', { ...paid('29.90'), quantity: 1 }, { quantity: 2 }],
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

t.test('a sale keeps its seats and its coupon, and loses its end and its wait', async t => {
  const rest = { quantity: 2, seats: [1, 2], couponRef, heldSince: term.heldSince }
  const wish = { pending: true, waitingSince: quarterPast, reason: 'NoSeats', message: 'Not enough' }
  const order = { ...paid('59.80'), quantity: 3 }
  t.strictSame(sell(order, { ...rest, heldUntil: quarterPast, ...wish }), aReservation({ ...rest, decision: 'Sold' }))
})

t.test('a hold is sold only once the watch of the reservations has reached it', async t => {
  const at = (reservations: bigint) => sell(paid('29.90'), {}, { version: 7, desk: { reached: { reservations } } })
  t.equal(at(6n), undefined, 'an earlier grant may not be seen yet')
  t.strictSame(at(7n), aReservation({ decision: 'Sold' }), 'it shows this very hold')
  t.strictSame(at(8n), aReservation({ decision: 'Sold' }), 'it has passed it')
})

t.test('a free hold whose coupon is not visible is sold only once the watch of the coupons has reached it', async t => {
  const at = (coupons: bigint, order: SaidOfOrder, desk: object = {}) =>
    sell({ couponRef, ...order }, { couponRef }, { version: 7, desk: { ...desk, reached: { coupons } } })
  const sold = aReservation({ couponRef, decision: 'Sold' })
  t.equal(at(6n, { price: 0 }), undefined, 'it may be late')
  t.strictSame(at(7n, { price: 0 }), sold, 'then the coupon was deleted, and what was held keeps it')
  t.strictSame(at(6n, { price: 0 }, { coupon: {} }), sold, 'the coupon is in view')
  t.strictSame(at(6n, { price: 19.9, ...paid('19.90') }), sold, 'it is paid')
  const without = sell({ price: 0 }, {}, { version: 7, desk: { reached: { coupons: 6n } } })
  t.strictSame(without, aReservation({ decision: 'Sold' }), 'it has no coupon')
})

t.test('a hold is not sold while an earlier one that overlaps it has not given way', async t => {
  const own = { seats: [2], quantity: 1 }
  const [first, second] = [othersHold(1), { orderRef: 'second', quantity: 2, seats: [1, 2] }]
  const after = (...observed: Partial<ReservationFacts>[]) =>
    sell(paid('29.90'), own, { version: 3, desk: { observed: [...observed, own] } })
  const sold = aReservation({ ...own, decision: 'Sold' })
  t.equal(after(first, second), undefined, 'another box office that no longer sees the first may sell the second')
  t.equal(after(second), undefined, 'nor a hold that must give way itself')
  t.strictSame(after(first), sold, 'it has')
  t.strictSame(after(first, { ...second, decision: 'Released' }), sold)
  const user = { couponRef, quantity: 2 }
  const users = [{ ...user, orderRef: 'first' }, { ...user, orderRef: 'second', quantity: 3 }, user]
  const desk = { coupon: { maxTickets: 4 }, observed: users }
  const order = { ...paid('39.80'), price: 19.9, quantity: 2, couponRef }
  t.equal(sell(order, user, { version: 3, desk }), undefined, 'for the tickets of a coupon')
  t.strictSame(
    sell(order, user, { version: 3, desk: { ...desk, observed: [users[0], user] } }),
    aReservation({ ...user, decision: 'Sold' }),
  )
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
  t.strictSame(lapseHold(order, waiting, quarter + 30_000), lapsed, 'a hold that waits for more')
})

t.test('no other hold lapses', async t => {
  const late = quarter + 3_600_000
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['it is paid', paid('29.90'), term],
    ['the tickets that it still asks for are paid', paid('29.90'), { ...term, quantity: 2 }],
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
  t.strictSame(usd, aReservation(expired), 'money in another currency does not count')
})
