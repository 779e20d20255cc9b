import t from 'tap'
import { applyEffects } from '../../../../hooks/box-office/conference/records/effects.ts'
import { Records } from '../../../../hooks/box-office/conference/records/records.ts'
import { takeSight } from '../../../../hooks/box-office/conference/sightings.ts'
import type { Effects } from '../../../../hooks/rules/box-office/stock/stock.ts'
import type { Coupon } from '../../../../hooks/schema/offer/coupon.ts'
import { reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, now } from '../../../fixtures/objects.ts'

const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }

/** Records of two plans of a pool, one plan beside it, and a coupon with these limits. */
function keep(limits: Partial<Coupon['spec']> = {}) {
  const records = new Records()
  const see = (...objects: { kind: string; metadata: { name: string } }[]) => {
    for (const object of objects) {
      takeSight(records, { kind: object.kind, name: object.metadata.name, object, version: 7n } as never, now)
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
    applyEffects(records, { freed: [], redeemed: [], rivals: [], ...effects })
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
