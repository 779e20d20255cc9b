import t from 'tap'
import { decideOrder, type Ruling } from '../../../hooks/rules/box-office/decide.ts'
import type { OrderFacts } from '../../../hooks/rules/box-office/order.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { now } from '../../fixtures/objects.ts'
import {
  aCase,
  aClosedDesk,
  aDesk,
  anOrder,
  aReservation,
  othersHold,
  quarterPast,
  reconsiderUntil,
  ruled,
  type SaidOfOrder,
  term,
} from '../../fixtures/rules/box-office.ts'
import { anEntry, paid } from '../../fixtures/rules/money.ts'
import {
  couponRef,
  exhausted,
  inactive,
  noCoupon,
  noSeatsBehind,
  unseated,
  waiting as wait,
  waitsFor,
  wrongPrice,
} from '../../fixtures/rules/reasons.ts'

type Desk = Parameters<typeof aDesk>[0]
type Table = [why: string, found: Ruling, expected: Ruling][]

const none: Ruling = { rule: 'none' }
const cancelled = { decision: 'Released', reason: 'Cancelled', message: 'The order was cancelled' } as const
const expired = { decision: 'Released', reason: 'Expired', message: 'The tickets were not paid for in time' } as const
const wrongRefusal = { decision: 'Refused', ...wrongPrice('29.90') } as const
const refused = { ...wrongRefusal, reconsiderUntil } as const
const sold = { decision: 'Sold' } as const
const full = { plan: { capacity: 1 }, observed: [othersHold(1)] }
const late = now + 15 * 60_000 + 30_000

/** The decision on the usual order; its stored reservation has version 50. */
const decide = (order: SaidOfOrder, stored?: Partial<ReservationFacts>, desk?: Desk) =>
  decideOrder(aCase(order, stored), aDesk(desk))

t.test('a new order is priced, in one decision', async t => {
  const confirmed = { payment: 'CONFIRMED', quantity: 1, ...paid('29.90') } as const
  const table: Table = [
    ['held', decide({}), ruled('price', {})],
    ['… even if it is paid: one rule at a time', decide(paid('29.90')), ruled('price', {})],
    ['… with its coupon', decide({ price: 19.9, couponRef }, undefined, { coupon: {} }), ruled('price', { couponRef })],
    ['… in a seat', decide({}, undefined, { plan: { capacity: 3 } }), ruled('price', { seats: [1], ...term })],
    ['refused for its price', decide({ price: 1 }), ruled('price', refused)],
    ['waits for a seat', decide({}, undefined, full), ruled('price', { ...wait, ...noSeatsBehind('no order waits') })],
    ['cancelled', decide({ cancelled: true }), ruled('price', cancelled)],
    ['its plan is missing: nothing yet', decideOrder(aCase({}), aClosedDesk()), { rule: 'price' }],
    ['it is being deleted: nothing', decide({ deleting: true }), { rule: 'deleting' }],
    ['… even if it was cancelled', decide({ deleting: true, cancelled: true }), { rule: 'deleting' }],
    [
      'it was confirmed: it gets back what it had',
      decide({ status: confirmed }, undefined, { plan: { active: false } }),
      ruled('reinstate', sold),
    ],
    [
      '… unless another one has its seat by now',
      decide({ status: { ...confirmed, seats: [1] } }, undefined, { plan: { capacity: 2 }, observed: [othersHold(1)] }),
      ruled('price', { seats: [2], ...term }),
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('the first rule that changes a stored reservation decides', async t => {
  const smaller = { quantity: 1, ...paid('59.80') }
  const endOfAll = { entries: [anEntry(), anEntry({ transactionId: 'R1', state: 'Refunded', gross: '-29.90' })] }
  const seated = { quantity: 2, seats: [1, 2], ...term }
  const refunded = { decision: 'Released', reason: 'Refunded', message: 'The payment was refunded' } as const
  const table: Table = [
    [
      'cancelled, before anything else',
      decide({ ...smaller, cancelled: true }, { quantity: 2 }),
      ruled('release', { ...cancelled, quantity: 2 }),
    ],
    ['refunded in full', decide(endOfAll, sold), ruled('release', refunded)],
    [
      'refunded in part: still sold',
      decide({ entries: [anEntry(), anEntry({ transactionId: 'R1', state: 'Refunded', gross: '-9.90' })] }, sold),
      none,
    ],
    ['its time is over', decide({ quantity: 1 }, seated, { now: late }), ruled('lapse', { ...expired, quantity: 2 })],
    ['not yet', decide({ quantity: 2 }, seated, { plan: { capacity: 9 }, now: late - 1 }), none],
    [
      'made smaller, before it is sold',
      decide(smaller, seated, { plan: { capacity: 9 } }),
      ruled('shrink', { seats: [1], ...term }),
    ],
    ['paid', decide(paid('29.90'), {}), ruled('sell', sold)],
    [
      '… however late',
      decide(paid('29.90'), { seats: [1], ...term }, { now: late }),
      ruled('sell', { ...sold, seats: [1], heldSince: term.heldSince }),
    ],
    [
      '… even if the plan costs more, and is closed',
      decide(paid('29.90'), {}, { plan: { active: false, price: 99 } }),
      ruled('sell', sold),
    ],
    ['… before it grows', decide({ quantity: 2, ...paid('29.90') }, {}), ruled('sell', sold)],
    ['… even if it is being deleted', decide({ deleting: true, ...paid('29.90') }, {}), ruled('sell', sold)],
    ['… but not before the watch has reached it', decide(paid('29.90'), {}, { reached: { reservations: 49n } }), none],
    ['not paid', decide({}, {}), none],
    ['its plan has seats by now', decide({}, {}, { plan: { capacity: 9 } }), ruled('limit', term)],
    ['… and it has an end already', decide({}, term, { plan: { capacity: 9 } }), none],
    ['its plan was deleted', decideOrder(aCase({}, {}), aClosedDesk()), none],
    ['it asks for more', decide({ quantity: 2 }, {}), ruled('grant', { quantity: 2 })],
    ['… and is being deleted', decide({ quantity: 2, deleting: true }, {}), none],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a reservation without a hold is decided again by its own rule', async t => {
  const lapsed = { ...expired, couponRef }
  const over = { decision: 'Released', reason: 'Refunded', message: 'Over' } as const
  const end = Date.parse(reconsiderUntil)
  const table: Table = [
    ['a refused one is priced again', decide({}, refused), ruled('grant', {})],
    ['… and may be refused again: nothing to write', decide({ price: 1 }, refused), none],
    [
      '… for something else',
      decide({ price: 1, couponRef }, { ...refused, couponRef }),
      ruled('grant', { ...refused, couponRef, ...noCoupon }),
    ],
    ['… but not after its time', decide({}, refused, { now: end }), none],
    ['a waiting order keeps waiting', decide({}, wait, full), none],
    [
      '… until a seat is free',
      decide({}, wait, { plan: { capacity: 2 }, observed: [othersHold(1)] }),
      ruled('grant', { seats: [2], ...term }),
    ],
    ['a lapsed hold that is paid is held again', decide(paid('29.90'), expired), ruled('grant', {})],
    ['… or refused once', decide({ couponRef, ...paid('29.90') }, lapsed), ruled('grant', { ...lapsed, ...unseated })],
    ['… which is final', decide(paid('29.90'), { ...expired, reason: 'Unseated' }), none],
    ['a released order stays released, paid or not', decide(paid('29.90'), over), none],
    ['… though it was confirmed', decide({ status: { payment: 'CONFIRMED', quantity: 1 } }, over), none],
    ['… and is cancelled', decide({ cancelled: true }, over), none],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a hold with a better right comes first', async t => {
  const own = { seats: [1], ...term }
  const plan = { capacity: 3, offerMinutes: 1 }
  const seat = (order: SaidOfOrder, another: Partial<ReservationFacts>, said: Desk = {}) =>
    decide(order, own, {
      plan,
      observed: [
        { orderRef: 'another', seats: [1], ...another },
        { ...own, orderUid: 'own' },
      ],
      ...said,
    })
  const reached = (reservations: bigint) => ({ reached: { reservations } })
  const table: Table = [
    ['it gets another seat until the end that it had', seat({}, {}), ruled('audit', { seats: [2], ...term })],
    ['… even if it is paid: it is not sold', seat(paid('29.90'), {}), ruled('audit', { seats: [2], ...term })],
    [
      '… or waits: its own still counts in this answer',
      seat({}, { quantity: 2, seats: [1, 2] }),
      ruled('audit', { ...wait, message: 'Waitlisted: another order held these seats first' }),
    ],
    [
      'nothing is granted while the plan is closed',
      seat({}, {}, { plan: { ...plan, active: false } }),
      ruled('audit', { ...wait, ...waitsFor(inactive) }),
    ],
    [
      'nor to an order that is being deleted',
      seat({ deleting: true }, {}),
      ruled('audit', { ...wait, message: 'Waitlisted: another order held these seats first' }),
    ],
    ['an order of 0 tickets does not wait', seat({ quantity: 0 }, {}), ruled('audit', { quantity: 0 })],
    ['it is not of this plan', seat({}, { planRef: 'student' }), none],
    ['the watch has not reached it: the other hold may be released', seat({}, {}, reached(49n)), none],
    ['… and nothing is sold meanwhile', seat(paid('29.90'), {}, reached(49n)), none],
    ['the watch has just reached it', seat({}, {}, reached(50n)), ruled('audit', { seats: [2], ...term })],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
  const user = { couponRef, ...term }
  const users = { coupon: { maxRedemptions: 1 }, observed: [{ orderRef: 'another', couponRef }, user] }
  t.strictSame(
    decide({ price: 19.9, couponRef, ...paid('19.90') }, user, users),
    ruled('audit', { decision: 'Refused', couponRef, ...exhausted }),
    'one too many for its coupon is refused',
  )
})

t.test('a contested hold neither gives way nor is sold, but is released', async t => {
  const own = { seats: [2], ...term }
  const observed = [othersHold(1), { orderRef: 'second', quantity: 2, seats: [1, 2] }, own]
  const after = (order: SaidOfOrder) => decide(order, own, { plan: { capacity: 3 }, observed })
  t.strictSame([after({}), after(paid('29.90'))], [none, none])
  t.strictSame(after({ cancelled: true }), ruled('release', cancelled))
})

t.test('a hold gets more time before it lapses', async t => {
  const plan = { capacity: 9, maxHoldMinutes: 60, pendingHours: 48 }
  const own = { seats: [1], ...term }
  const [hour, announced] = [{ holdUntil: now + 3_600_000 }, { entries: [anEntry({ state: 'Pending' })] }]
  const after = (order: SaidOfOrder, said: Partial<ReservationFacts> = own, at = late) =>
    decide(order, said, { plan, now: at })
  const prolonged = ruled('prolong', { ...own, heldUntil: '2026-11-20T09:00:00Z' })
  const kept = { ...own, heldUntil: '2026-11-22T08:00:00Z', pending: true }
  const failed = { ...own, heldUntil: '2026-11-20T08:30:30Z', pending: false }
  const longAfter = now + 48 * 3_600_000 + 30_000
  const table: Table = [
    ['its order asks for it', after(hour), prolonged],
    ['its money is announced', after(announced), ruled('announce', kept)],
    ['both: one rule at a time', after({ ...hour, ...announced }), prolonged],
    ['the announcement has failed', after({}, kept), ruled('announce', failed)],
    ['the announcement stands', after(announced, kept), none],
    ['its longest time is over', after(announced, kept, longAfter), ruled('lapse', expired)],
    ['not without its plan', decideOrder(aCase(hour, own), { ...aClosedDesk(), now: late }), ruled('lapse', expired)],
    ['a cancelled one', after({ ...hour, cancelled: true }), ruled('release', cancelled)],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a new generation alone is not written', async t => {
  const at = (generation: number, stored?: Partial<ReservationFacts>) => decide({ quantity: 2, generation }, stored)
  t.strictSame(at(7), ruled('price', { quantity: 2, orderGeneration: 7 }), 'new')
  t.strictSame(at(7, { orderGeneration: 6 }), ruled('grant', { quantity: 2, orderGeneration: 7 }), 'changed')
  t.strictSame(at(7, { quantity: 2, orderGeneration: 6 }), none, 'nothing to write')
})

t.test('nothing is decided on an older generation of an order', async t => {
  const stale = { rule: 'stale view' }
  const orders: SaidOfOrder[] = [{ quantity: 2 }, paid('29.90'), { cancelled: true }, {}, { quantity: 0 }]
  for (const stored of [{}, sold, refused, wait]) {
    for (const order of orders) t.strictSame(decide(order, { ...stored, orderGeneration: 2 }, { now: late }), stale)
  }
  const same = decide({ generation: 2, ...paid('29.90') }, { orderGeneration: 2 })
  t.strictSame(same, ruled('sell', { ...sold, orderGeneration: 2 }), 'the present generation may have been paid')
})

t.test('a reservation of 0.2.0 gets its order as owner and its missing fields', async t => {
  const adopt = (said: Partial<ReservationFacts>, order: SaidOfOrder = {}, desk = aDesk()) => {
    const { planRef: _, ...reservation } = aReservation(said)
    const stored = { reservation: { ...reservation, ...said }, version: 50n, isOwned: false }
    return decideOrder({ ...aCase(order), stored }, desk)
  }
  const seated = { seats: [1], heldUntil: quarterPast }
  const dated = { ...seated, heldSince: '2026-11-20T07:00:00Z' }
  const scarce = aDesk({ plan: { capacity: 3 } })
  const table: Table = [
    ['it names its plan', adopt(sold), ruled('adopt', sold)],
    ['… and the start of its hold', adopt(seated, {}, scarce), ruled('adopt', { ...seated, ...term })],
    ['… unless it has one', adopt(dated, {}, scarce), ruled('adopt', dated)],
    ['it stays unchanged', adopt({ ...expired, planRef: 'early-bird' }), ruled('adopt', expired)],
    [
      'a rule that decides completes it too',
      adopt(seated, paid('29.90'), scarce),
      ruled('sell', { ...sold, seats: [1], heldSince: term.heldSince }),
    ],
    [
      'a refusal of it is reconsidered as if it said until when',
      adopt(wrongRefusal, { price: 1 }),
      ruled('grant', refused),
    ],
    [
      '… and no more after that',
      adopt(wrongRefusal, {}, aDesk({ now: Date.parse(reconsiderUntil) })),
      ruled('adopt', wrongRefusal),
    ],
    ['a stale view changes nothing', adopt({ orderGeneration: 2 }), { rule: 'stale view' }],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('without its plan, the start of a hold of 0.2.0 is unknown', async t => {
  const { planRef: _, ...reservation } = aReservation({ heldUntil: quarterPast })
  const stored = { reservation, version: 50n, isOwned: false }
  t.strictSame(decideOrder({ ...aCase({}), stored }, aClosedDesk()), ruled('adopt', { heldUntil: quarterPast }))
})

t.test('a sale is reinstated only once the watch of the orders has caught up with the reservations', async t => {
  const order = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, paid: '29.90', currency: 'EUR' } })
  const over = anOrder({ status: { payment: 'REJECTED', quantity: 0, reason: 'Expired', message: 'Over' } })
  const seen = (order: OrderFacts, orders: bigint) =>
    decideOrder({ order, unreservedSince: 50n }, aDesk({ reached: { orders } })).rule
  t.equal(seen(order, 49n), 'stale view', 'its reservation may have been deleted with it')
  t.strictSame([seen(order, 50n), seen(over, 49n)], ['reinstate', 'reinstate'])
})
