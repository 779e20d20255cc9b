import t from 'tap'
import type { Reservation } from '../../hooks/rules/reservation.ts'
import { isPaid, sold } from '../../hooks/rules/sell.ts'
import { anOrder, aReservation, quarterPast } from '../fixtures/rules-box-office.ts'

type Said = Parameters<typeof anOrder>[0]

const paid = (paid: string, currency = 'EUR') => ({ status: { paid, currency } })

t.test('does not change its arguments', async t => {
  const [order, reservation] = [anOrder(paid('29.90')), aReservation()]
  const before = structuredClone([order, reservation])
  sold(order, reservation)
  isPaid(order, reservation)
  t.strictSame([order, reservation], before)
})

t.test('a hold is sold once it is free or paid in full', async t => {
  const table: [why: string, order: Said, reservation: Partial<Reservation>][] = [
    ['paid to the cent', paid('29.90'), {}],
    ['overpaid', paid('100.00'), {}],
    ['four at 19.90', { ...paid('79.60'), price: 19.9, quantity: 4 }, { quantity: 4, couponRef: 'discount-10' }],
    ['free', { price: 0 }, { quantity: 3 }],
    ['free, whatever the currency', { price: 0, ...paid('-1.00', 'USD') }, {}],
    ['paid in a currency without decimals', { price: 3000, ...paid('6000', 'JPY') }, { quantity: 2, currency: 'JPY' }],
    ['what is held counts, not that more are ordered', { ...paid('29.90'), quantity: 2 }, {}],
  ]
  for (const [why, order, reservation] of table) {
    const held = aReservation(reservation)
    t.strictSame(sold(anOrder(order), held), { ...held, decision: 'Sold' }, why)
  }
})

t.test('nothing else is sold', async t => {
  const table: [why: string, order: Said, reservation: Partial<Reservation>][] = [
    ['a cent is missing', paid('29.89'), {}],
    ['one of two is paid', { ...paid('29.90'), quantity: 2 }, { quantity: 2 }],
    ['what is held counts, not that fewer are ordered', { ...paid('29.90'), quantity: 1 }, { quantity: 2 }],
    ['nothing is known of a payment', {}, {}],
    ['the currency of the payment is not known', { status: { paid: '29.90' } }, {}],
    ['no amount', { status: { currency: 'EUR' } }, {}],
    ['another currency', paid('29.90', 'USD'), {}],
    ['a price that is no amount of the currency', paid('60', 'JPY'), { currency: 'JPY' }],
    ['a hold of nothing', paid('29.90'), { quantity: 0 }],
    ['a free hold of nothing', { price: 0, quantity: 0 }, { quantity: 0 }],
    ['it is sold already', paid('29.90'), { decision: 'Sold' }],
    ['it waits', paid('29.90'), { decision: 'Waitlisted' }],
    ['it is refused', paid('29.90'), { decision: 'Refused' }],
    ['it was given back', paid('29.90'), { decision: 'Released' }],
  ]
  for (const [why, order, reservation] of table)
    t.equal(sold(anOrder(order), aReservation(reservation)), undefined, why)
})

t.test('what is sold keeps its seats and its coupon, and has no end any more', async t => {
  const rest = { quantity: 2, seats: [1, 2], couponRef: 'discount-10' }
  const held = aReservation({ ...rest, heldUntil: quarterPast })
  t.strictSame(sold(anOrder(paid('59.80')), held), aReservation({ ...rest, decision: 'Sold' }))
})

t.test('so many tickets are paid when the order hook saw enough for them, in their currency', async t => {
  const order = anOrder(paid('59.80'))
  const table: [quantity: number, currency: string, expected: boolean][] = [
    [1, 'EUR', true],
    [2, 'EUR', true],
    [3, 'EUR', false],
    [1, 'USD', false],
  ]
  for (const [quantity, currency, expected] of table) {
    t.equal(isPaid(order, { quantity, currency }), expected, `${quantity} in ${currency}`)
  }
  t.equal(isPaid(anOrder({ price: 0 }), { quantity: 9, currency: 'EUR' }), true, 'nothing is to be paid')
})
