import t from 'tap'
import { decideReturn } from '../../../../hooks/rules/box-office/hold/return.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import {
  aClosedDesk,
  aDesk,
  anOrder,
  aReservation,
  othersHold,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import { paid } from '../../../fixtures/rules/money.ts'
import { closed, couponRef, limited, redeemed } from '../../../fixtures/rules/reasons.ts'

type Desk = Parameters<typeof aDesk>[0]
type Table = [why: string, found: ReservationFacts | undefined, expected: ReservationFacts | undefined][]

const lapsed = { decision: 'Released', quantity: 2, reason: 'Expired', message: 'Too late', couponRef } as const
const comeBack = (desk: Desk, order: SaidOfOrder = {}) =>
  decideReturn(
    anOrder({ quantity: 2, couponRef, ...paid('59.80'), ...order }),
    aReservation(lapsed),
    aDesk({ coupon: {}, ...desk }),
  )

t.test('a lapsed order that is paid in full is held again, like a new order', async t => {
  const two = { quantity: 2, couponRef }
  const seats = { plan: { capacity: 3 } }
  const table: Table = [
    ['without capacity', comeBack({}), aReservation(two)],
    ['in seats', comeBack(seats), aReservation({ ...two, seats: [1, 2], ...term })],
    ['redeems again', comeBack(limited), aReservation({ ...two, ...term })],
    [
      'does not count against itself',
      comeBack({ ...limited, observed: [{ couponRef }] }),
      aReservation({ ...two, ...term }),
    ],
    ['at the price it had, though it costs less by now', comeBack({ plan: { price: 19 } }), aReservation(two)],
    ['as many as are ordered now', comeBack(seats, { quantity: 1 }), aReservation({ couponRef, seats: [1], ...term })],
    ['no more than it had', comeBack({}, { quantity: 3 }), aReservation(two)],
    [
      'in the currency of the plan',
      comeBack({ plan: { currency: 'USD' } }, paid('59.80', 'USD')),
      aReservation({ ...two, currency: 'USD' }),
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test(
  'a lapsed order that is paid in full is refused for good if a new order would not get its tickets at its price',
  async t => {
    const over = (message: string) =>
      aReservation({
        ...lapsed,
        reason: 'Unseated',
        message: `The payment arrived after the hold had lapsed. ${message}`,
      })
    const [ten, eight] = [Date.UTC(2026, 10, 20, 10), Date.UTC(2026, 10, 20, 8)]
    const found: [why: string, found: ReservationFacts | undefined][] = [
      ['Too few seats are free', comeBack({ plan: { capacity: 3 }, observed: [othersHold(2)] })],
      ['Too many tickets: 2 ordered, capacity 1; place a smaller order', comeBack({ plan: { capacity: 1 } })],
      ['The coupon "discount-10" is used up', comeBack({ ...limited, observed: [redeemed] })],
      ['There is no coupon "discount-10"', comeBack({ coupon: undefined })],
      ['The plan "early-bird" is not on sale', comeBack(closed)],
      ['The plan "early-bird" is not on sale', comeBack({ plan: { hidden: true } })],
      [
        'The sale of the plan "early-bird" begins at 2026-11-20T10:00:00Z: place another order then',
        comeBack({ plan: { salesStart: ten }, now: ten - 1 }),
      ],
      [
        'The sale of the plan "early-bird" ended at 2026-11-20T08:00:00Z',
        comeBack({ plan: { salesEnd: eight }, now: eight }),
      ],
      [
        'The coupon "discount-10" was valid until 2026-11-20T08:00:00Z',
        comeBack({ coupon: { validUntil: eight }, now: eight }),
      ],
      ['A ticket now costs 29.91 EUR', comeBack({ plan: { price: 39.91 } })],
      ['A ticket now costs 29.90 EUR', comeBack({ plan: { price: 39.9 } }, { price: 19.9, ...paid('39.80') })],
      ['The plan now sells in another currency', comeBack({ plan: { currency: 'USD' } })],
      [
        'There is no plan "early-bird"',
        decideReturn(anOrder({ quantity: 2, ...paid('59.80') }), aReservation(lapsed), aClosedDesk()),
      ],
    ]
    for (const [why, reservation] of found) t.strictSame(reservation, over(why), why)
  },
)

t.test(
  'a lapsed order that is paid in full is held again until the last moment of the sale and of its coupon',
  async t => {
    const ten = Date.UTC(2026, 10, 20, 10)
    const found = comeBack({ plan: { salesEnd: ten }, coupon: { validUntil: ten }, now: ten - 1_000 })
    const held = { heldSince: '2026-11-20T09:59:59Z', heldUntil: '2026-11-20T10:14:59Z' }
    t.strictSame(found, aReservation({ quantity: 2, couponRef, ...held }))
  },
)

t.test('a lapsed order stays lapsed until it is paid in full, and no other order returns', async t => {
  const paidFor = anOrder(paid('29.90'))
  const stays: [why: string, found: ReservationFacts | undefined][] = [
    ['a cent is missing', comeBack({}, paid('59.79'))],
    ['it is paid in another currency', comeBack({}, paid('59.80', 'USD'))],
    ['it is free', comeBack({}, { price: 0 })],
    ['nothing is ordered any more', comeBack({}, { quantity: 0 })],
    ['the order is being deleted', comeBack({}, { deleting: true })],
    ['the plan does not exist, nor enough money', decideReturn(anOrder(), aReservation(lapsed), aClosedDesk())],
    ['for no known reason', decideReturn(paidFor, aReservation({ decision: 'Released' }), aDesk())],
  ]
  for (const reason of ['Cancelled', 'Refunded', 'Unseated', 'OrderGone']) {
    stays.push([reason, decideReturn(paidFor, aReservation({ decision: 'Released', reason }), aDesk())])
  }
  for (const [why, found] of stays) t.equal(found, undefined, why)
})

t.test('a lapsed order that is paid gets seats of its pool, if that exists', async t => {
  const plan = { poolRef: 'hall' }
  const two = { quantity: 2, couponRef, poolRef: 'hall' }
  t.strictSame(comeBack({ plan, pool: {} }), aReservation({ ...two, seats: [1, 2], ...term }))
  t.match(comeBack({ plan }), { decision: 'Released', reason: 'Unseated' })
  const usedUp = { plan, pool: {}, coupon: { maxTickets: 3 }, observed: [{ ...redeemed, quantity: 2 }] }
  t.match(comeBack(usedUp), { decision: 'Released', reason: 'Unseated' }, 'too few tickets of its coupon are left')
})
