import t from 'tap'
import { isPaid, sellHold } from '../../../hooks/rules/box-office/sell.ts'
import type { Reservation } from '../../../hooks/rules/reservation.ts'
import {
  aDesk,
  anOrder,
  aReservation,
  aStored,
  quarterPast,
  type SaidOfOrder,
  term,
} from '../../fixtures/rules-box-office.ts'
import { anEntry, paid } from '../../fixtures/rules-money.ts'

const couponRef = 'discount-10'

/** What is sold of a hold; a desk without a coupon in view, unless told. */
function sell(order: SaidOfOrder, reservation: Partial<Reservation>, said: { version?: number; desk?: object } = {}) {
  return sellHold(anOrder(order), aStored(reservation, said.version), aDesk(said.desk))
}

t.test('a hold is sold once it is free or paid in full', async t => {
  const table: [why: string, order: SaidOfOrder, reservation: Partial<Reservation>][] = [
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
  const table: [why: string, order: SaidOfOrder, reservation: Partial<Reservation>][] = [
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

t.test('so many tickets are paid when enough came in for them, in their currency', async t => {
  const order = anOrder(paid('59.80'))
  const table: [quantity: number, currency: string, expected: boolean][] = [
    [1, 'EUR', true],
    [2, 'EUR', true],
    [3, 'EUR', false],
    [1, 'USD', false],
    [1, 'JPY', false],
  ]
  for (const [quantity, currency, expected] of table) {
    t.equal(isPaid(order, { quantity, currency }), expected, `${quantity} in ${currency}`)
  }
  t.equal(isPaid(anOrder({ price: 0 }), { quantity: 9, currency: 'EUR' }), true, 'nothing is to be paid')
})
