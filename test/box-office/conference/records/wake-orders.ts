import t from 'tap'
import { Records } from '../../../../hooks/box-office/conference/records/records.ts'
import { wakeAffected, wakeByDates } from '../../../../hooks/box-office/conference/records/wake-orders.ts'
import { takeSighting } from '../../../../hooks/box-office/conference/sightings.ts'
import type { Effects } from '../../../../hooks/rules/box-office/stock/stock.ts'
import type { Coupon } from '../../../../hooks/schema/offer/coupon.ts'
import { playConference, reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, now } from '../../../fixtures/objects.ts'

const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }

/** Records of two plans of a pool, one plan beside it, and a coupon with these limits. */
function keep(limits: Partial<Coupon['spec']> = {}) {
  const records = new Records()
  const see = (...objects: { kind: string; metadata: { name: string } }[]) => {
    for (const object of objects) {
      takeSighting(records, { kind: object.kind, name: object.metadata.name, object, version: 7n } as never, now)
    }
  }
  see(aPlan({ name: 'early', poolRef: 'hall' }), aPlan({ name: 'late', poolRef: 'hall' }), aPlan({ name: 'workshop' }))
  see(aCoupon({ name: 'few', ...limits }))
  const cleared = () => {
    records.due.clear()
    records.freed.clear()
  }
  /** The names that become due, and the plans with freed seats. */
  const apply = (effects: Partial<Effects>) => {
    cleared()
    wakeAffected(records, { freed: [], redeemed: [], rivals: [], ...effects })
    return [[...records.due], [...records.freed]]
  }
  return { records, see, apply }
}

t.test('freed seats of a pool concern each of its plans, and freed tickets of a plan that plan alone', async t => {
  const { apply } = keep()
  t.strictSame(apply({ freed: ['hall--'] }), [[], ['early', 'late']])
  t.strictSame(apply({ freed: ['late'] }), [[], ['late']])
  t.strictSame(apply({ freed: ['workshop', 'workshop-'] }), [[], ['workshop']])
  t.strictSame(apply({ freed: ['unseen', 'unseen-', 'unseen--'] }), [[], []], 'no plan is seen')
})

t.test('a confirmed order without a reservation is due when seats of its pool or plan are freed', async t => {
  const { see, apply } = keep()
  const confirmed = { payment: 'CONFIRMED', quantity: 1, seats: [1] } as const
  see(anOrder({ name: 'in-hall', planRef: 'early', status: { ...confirmed, seats: [1], poolRef: 'hall' } }))
  see(anOrder({ name: 'in-room', planRef: 'workshop', status: { ...confirmed, seats: [1] } }))
  t.strictSame(apply({ freed: ['hall--'] })[0], ['in-hall'])
  t.strictSame(apply({ freed: ['workshop-'] })[0], ['in-room'])
  t.strictSame(apply({ freed: ['early', 'workshop'] })[0], [], 'a plan within its limit has no seats of its own')
})

t.test('names whose holds overlap are due', async t => {
  t.strictSame(keep().apply({ rivals: ['order-1', 'order-2'] }), [['order-1', 'order-2'], []])
})

/**
 * The orders that are due after a change of the use of the coupon. Those that hope ask for 1, 2 and 4 tickets; `growing`
 * holds 1 of 3; `content` holds all that it asks for.
 */
function dueAfter(limits: Partial<Coupon['spec']>, before: [number, number], after: [number, number]): unknown {
  const { records, see, apply } = keep(limits)
  const order = (name: string, quantity: number) => anOrder({ name, quantity, couponRef: 'few' })
  const [growing, content] = [order('growing', 3), order('content', 1)]
  see(order('one', 1), order('two', 2), order('four', 4), growing, content)
  for (const holder of [growing, content]) see(reservationOf(holder, { couponRef: 'few' }))
  for (const file of records.files.values()) records.settleDown(file, moment)
  const use = ([redemptions, tickets]: [number, number]) => ({ redemptions, tickets })
  return apply({ redeemed: [{ couponRef: 'few', before: use(before), after: use(after) }] })[0]
}

const allHopefuls = ['one', 'two', 'growing', 'four']

t.test('an order that hopes for a coupon is due when the last redemption is taken or returned', async t => {
  t.strictSame(dueAfter({ maxRedemptions: 3 }, [1, 1], [2, 2]), [], 'one is left')
  t.strictSame(dueAfter({ maxRedemptions: 3 }, [2, 2], [3, 3]), allHopefuls)
  t.strictSame(dueAfter({ maxRedemptions: 3 }, [3, 3], [2, 2]), allHopefuls)
  t.strictSame(dueAfter({ maxRedemptions: 3 }, [3, 3], [3, 4]), [])
})

t.test(
  'an order that hopes for a coupon is due when the tickets that it lacks become free, or no longer are',
  async t => {
    t.strictSame(dueAfter({ maxTickets: 10 }, [1, 4], [2, 6]), [], 'the largest order still fits')
    t.strictSame(dueAfter({ maxTickets: 10 }, [2, 6], [3, 7]), ['four'])
    t.strictSame(dueAfter({ maxTickets: 10 }, [3, 7], [2, 6]), ['four'])
    t.strictSame(dueAfter({ maxTickets: 10 }, [3, 8], [4, 9]), ['two', 'growing'], 'one with 1 of 3 tickets lacks 2')
    t.strictSame(dueAfter({ maxTickets: 10 }, [3, 9], [4, 10]), ['one'])
    t.strictSame(dueAfter({ maxTickets: 10 }, [4, 10], [2, 6]), allHopefuls)
    t.strictSame(dueAfter({ maxTickets: 10 }, [4, 9], [5, 9]), [], 'the tickets are the same')
  },
)

t.test('an order that asks for more than a coupon is for is due when the last ticket is taken or returned', async t => {
  t.strictSame(dueAfter({ maxTickets: 3 }, [1, 1], [1, 2]), ['two', 'growing'])
  t.strictSame(dueAfter({ maxTickets: 3 }, [1, 2], [1, 3]), ['one', 'four'])
  t.strictSame(dueAfter({ maxTickets: 3 }, [1, 3], [1, 2]), ['one', 'four'])
})

t.test('every order of a coupon is due while it gives more than it allows', async t => {
  const everyone = new Set([...allHopefuls, 'content'])
  const isEveryone = (...of: Parameters<typeof dueAfter>) =>
    t.strictSame(new Set(dueAfter(...of) as string[]), everyone)
  isEveryone({ maxRedemptions: 1 }, [1, 1], [2, 2])
  isEveryone({ maxRedemptions: 1 }, [2, 2], [1, 1])
  isEveryone({ maxTickets: 3 }, [2, 4], [2, 4])
})

t.test('a coupon without a limit, and one that is not seen, concern nobody', async t => {
  t.strictSame(dueAfter({}, [1, 1], [9, 99]), [])
  const { apply } = keep()
  const use = { redemptions: 1, tickets: 1 }
  t.strictSame(apply({ redeemed: [{ couponRef: 'unseen', before: use, after: use }] }), [[], []])
})

const hour = 3_600_000
const [inOneHour, inTwoHours] = ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z']

/** Records of these objects, and a function that returns the names that are due at a time. */
function keepDated(...objects: { kind: string; metadata: { name: string } }[]) {
  const records = new Records()
  for (const object of objects) {
    takeSighting(records, { kind: object.kind, name: object.metadata.name, object, version: 7n } as never, now)
  }
  for (const file of records.files.values()) records.settleDown(file, moment)
  const pass = (at: number) => {
    records.due.clear()
    wakeByDates(records, at)
    return [...records.due]
  }
  return { records, pass }
}

const growing = anOrder({ name: 'growing', quantity: 2, couponRef: 'coupon' })
const content = anOrder({ name: 'content', couponRef: 'coupon' })
const orders = [growing, reservationOf(growing), content, reservationOf(content)]

t.test('the start and the end of a sale wake the orders that ask for more, and no other', async t => {
  const { records, pass } = keepDated(aPlan({ salesStart: inOneHour, salesEnd: inTwoHours }), ...orders)
  t.strictSame([records.saleDates.next(), pass(now + hour - 1)], [now + hour, []])
  t.strictSame([pass(now + hour), records.saleDates.next()], [['growing'], now + 2 * hour])
  t.strictSame([pass(now + 2 * hour), records.saleDates.next()], [['growing'], undefined])
  t.strictSame(pass(now + 3 * hour), [])
})

t.test('two dates that have passed together wake an order once', async t => {
  const { records, pass } = keepDated(aPlan({ salesStart: inOneHour, salesEnd: inTwoHours }), ...orders)
  t.strictSame([pass(now + 3 * hour), records.saleDates.next()], [['growing'], undefined])
})

t.test('the end of a coupon wakes the orders that hope for more with it', async t => {
  const { records, pass } = keepDated(aPlan(), aCoupon({ validUntil: inOneHour }), ...orders)
  t.strictSame([records.couponEnds.next(), pass(now + hour - 1)], [now + hour, []])
  t.strictSame([pass(now + hour), records.couponEnds.next()], [['growing'], undefined])
})

t.test('a hold that asks for more before the sale gets it when the sale begins', async t => {
  const { conference, see, settle } = playConference()
  const salesStart = '2026-11-20T08:10:00Z'
  const order = anOrder({ name: 'growing' })
  see(aPlan())
  see(order)
  settle()
  see(aPlan({ salesStart }))
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, quantity: 2 } })
  t.strictSame([settle(), conference.dueTime()], [{ growing: 'Held NotYetOnSale' }, Date.parse(salesStart)])
  t.strictSame(settle(Date.parse(salesStart) - 1), {})
  t.strictSame(settle(Date.parse(salesStart)), { growing: 'Held' })
})

t.test('the reason why a free sale does not grow follows the end of the sale and of the coupon', async t => {
  const { conference, see, settle } = playConference()
  const [validUntil, salesEnd] = ['2026-11-20T08:10:00Z', '2026-11-20T08:20:00Z']
  const free = { price: 0, couponRef: 'coupon' }
  const order = anOrder({ name: 'growing', ...free })
  see(aPlan({ price: 0, maxPerOrder: 1, salesEnd }))
  see(aCoupon({ validUntil }))
  see(order)
  t.strictSame(settle(), { growing: 'Sold' })
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, quantity: 2 } })
  t.strictSame(settle(), { growing: 'Sold TooMany' })
  for (const [time, decided] of [
    [validUntil, 'Sold CouponExpired'],
    [salesEnd, 'Sold SaleOver'],
  ] as const) {
    const at = Date.parse(time)
    t.strictSame([conference.dueTime(), settle(at - 1), settle(at)], [at, {}, { growing: decided }])
  }
  t.equal(conference.dueTime(), undefined)
})

t.test('the end of a sale takes nothing from an order that has all its tickets', async t => {
  const { conference, see, settle } = playConference()
  const salesEnd = '2026-11-20T08:10:00Z'
  see(aPlan({ capacity: 2, salesEnd }))
  for (const name of ['a', 'b', 'c']) see(anOrder({ name }))
  settle()
  t.strictSame(
    [conference.dueTime(), settle(Date.parse(salesEnd)), conference.decideFully(Date.parse(salesEnd))],
    [Date.parse(salesEnd), {}, []],
  )
  t.equal(conference.dueTime(), Date.parse('2026-11-20T08:15:30Z'), 'the holds lapse')
})
