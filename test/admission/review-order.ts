import t from 'tap'
import { orderRefusal, type ReferencedObjects, reviewOrder } from '../../hooks/admission/review-order.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import { playConference } from '../fixtures/box-office/played-conference.ts'
import { aReview, keptOut, letIn, someOffers } from '../fixtures/http/reviews.ts'
import { aCoupon, anOrder, aPlan, aSeatPool, minuteAgo, now } from '../fixtures/objects.ts'
import { frozen } from '../fixtures/requests.ts'

const signal = new AbortController().signal

t.test('an order is accepted or refused by its plan and coupon, in its own namespace', async t => {
  const elsewhere = aCoupon({ name: 'elsewhere', metadata: { namespace: 'other' } })
  const offers = someOffers({ plans: [aPlan()], coupons: [aCoupon(), elsewhere] })
  const review = (order: Parameters<typeof anOrder>[0]) => reviewOrder(aReview(anOrder(order)), { offers, signal })
  t.strictSame(await review({}), letIn)
  t.strictSame(await review({ couponRef: 'coupon', price: 19.9 }), letIn)
  t.strictSame(
    await review({ price: 1 }),
    keptOut('Your order is not valid: Your price is not well suited with the plan and coupon! It should be: 29.90'),
  )
  t.strictSame(
    await review({ couponRef: 'elsewhere', price: 19.9 }),
    keptOut('Your order is not valid: There is no coupon "elsewhere"'),
  )
  t.strictSame(await review({ planRef: 'later', price: 1 }), letIn)
  t.strictSame(offers.calls, [
    'plan conf/plan',
    'plan conf/plan',
    'coupon conf/coupon',
    'plan conf/plan',
    'plan conf/plan',
    'coupon conf/elsewhere',
    'plan conf/later',
  ])
})

t.test('the pool of a plan is looked up, and one that does not exist yet refuses nothing', async t => {
  const plans = [aPlan({ poolRef: 'pool' }), aPlan({ name: 'other', poolRef: 'later' })]
  const offers = someOffers({ plans, pools: [aSeatPool({ capacity: 1 })] })
  const review = (planRef: string, quantity: number) =>
    reviewOrder(aReview(anOrder({ planRef, quantity })), { offers, signal })
  t.strictSame(await review('plan', 1), letIn)
  t.strictSame(
    await review('plan', 2),
    keptOut('Your order is not valid: Too many tickets: 2 ordered, the pool "pool" has 1; place a smaller order'),
  )
  t.strictSame(await review('other', 2), letIn)
  t.strictSame(offers.calls, [
    'plan conf/plan',
    'pool conf/pool',
    'plan conf/plan',
    'pool conf/pool',
    'plan conf/other',
    'pool conf/later',
  ])
})

t.test('a failed look-up decides nothing', async t => {
  const unreachable = () => Promise.reject(new Error('unreachable'))
  const offers = someOffers({ plans: [aPlan({ poolRef: 'pool' })] })
  for (const fault of [{ getPlan: unreachable }, { getPool: unreachable }]) {
    const review = reviewOrder(aReview(anOrder()), { offers: { ...offers, ...fault }, signal })
    await t.rejects(review, { message: 'unreachable' })
  }
})

const plan = aPlan()
const coupon = aCoupon()
const discounted = anOrder({ couponRef: 'coupon', price: 19.9 })
const [earlier, later] = ['2026-11-20T07:58:59Z', '2026-11-20T08:00:00Z']

/** An order, what it refers to, and the reason of its refusal. */
const table: [what: string, order: Order, refersTo: Partial<ReferencedObjects>, said: string | undefined][] = [
  ['a right price', anOrder(), { plan }, undefined],
  ['a right price with a coupon', discounted, { plan, coupon }, undefined],
  [
    'a right price with a percentage',
    anOrder({ couponRef: 'coupon', price: 14.95 }),
    { plan, coupon: aCoupon({ percent: 50 }) },
    undefined,
  ],
  [
    'a wrong price',
    anOrder({ price: 29 }),
    { plan },
    'Your price is not well suited with the plan and coupon! It should be: 29.90',
  ],
  [
    'the price without the coupon',
    anOrder({ couponRef: 'coupon' }),
    { plan, coupon },
    'Your price is not well suited with the plan and coupon! It should be: 19.90',
  ],
  [
    'the price without the percentage',
    anOrder({ couponRef: 'coupon' }),
    { plan, coupon: aCoupon({ percent: 33 }) },
    'Your price is not well suited with the plan and coupon! It should be: 20.03',
  ],
  ['a closed plan', anOrder(), { plan: aPlan({ active: false }) }, 'The plan "plan" is not on sale'],
  ['a hidden plan', anOrder(), { plan: aPlan({ hidden: true }) }, 'The plan "plan" is not on sale'],
  [
    'a hidden plan with a coupon for every plan',
    discounted,
    { plan: aPlan({ hidden: true }), coupon },
    'The plan "plan" is not on sale',
  ],
  [
    'a hidden plan with its own coupon',
    discounted,
    { plan: aPlan({ hidden: true }), coupon: aCoupon({ planRef: 'plan' }) },
    undefined,
  ],
  [
    'an order before the sale',
    anOrder(),
    { plan: aPlan({ salesStart: later }) },
    `The sale of the plan "plan" begins at ${later}: place another order then`,
  ],
  ['an order in time', anOrder(), { plan: aPlan({ salesStart: minuteAgo, salesEnd: later }) }, undefined],
  [
    'an order after the sale',
    anOrder(),
    { plan: aPlan({ salesEnd: minuteAgo }) },
    `The sale of the plan "plan" ended at ${minuteAgo}`,
  ],
  ['a missing coupon', discounted, { plan }, 'There is no coupon "coupon"'],
  [
    'a coupon for another plan',
    discounted,
    { plan, coupon: aCoupon({ planRef: 'other' }) },
    'The coupon "coupon" is not for the plan "plan"',
  ],
  [
    'a coupon after its end',
    discounted,
    { plan, coupon: aCoupon({ validUntil: earlier }) },
    `The coupon "coupon" was valid until ${earlier}`,
  ],
  [
    'more than there are seats',
    anOrder({ quantity: 4 }),
    { plan: aPlan({ capacity: 3 }) },
    'Too many tickets: 4 ordered, capacity 3; place a smaller order',
  ],
  [
    'more than its pool has seats',
    anOrder({ quantity: 4 }),
    { plan: aPlan({ capacity: 9, poolRef: 'pool' }), pool: aSeatPool({ capacity: 3 }) },
    'Too many tickets: 4 ordered, the pool "pool" has 3; place a smaller order',
  ],
  [
    'more than one order may have',
    anOrder({ quantity: 4 }),
    { plan: aPlan({ maxPerOrder: 3 }) },
    'Too many tickets: 4 ordered, at most 3 in one order; place a smaller order',
  ],
  [
    'more than one order may have with the coupon',
    anOrder({ couponRef: 'coupon', price: 19.9, quantity: 4 }),
    { plan, coupon: aCoupon({ maxPerOrder: 3 }) },
    'Too many tickets: 4 ordered, at most 3 in one order with the coupon "coupon"; place a smaller order',
  ],
]

/** The objects that an order refers to; an omitted one does not exist. */
function referenced(given: Partial<ReferencedObjects>): ReferencedObjects {
  return frozen({ plan: undefined, pool: undefined, coupon: undefined, ...given })
}

t.test('a refusal has the words of the box office', async t => {
  for (const [what, order, given, said] of table) {
    t.equal(orderRefusal(order, referenced(given)), said && `Your order is not valid: ${said}`, what)
  }
})

t.test('the box office decides the same on every one of these orders', async t => {
  for (const [what, order, given, said] of table) {
    const { conference, see } = playConference()
    for (const object of [...Object.values(given), order]) if (object !== undefined) see(object)
    const [write] = conference.decide(now)
    t.match(write?.spec, { decision: said ? 'Refused' : 'Held' }, what)
    t.equal(write?.spec.message, said, what)
  }
})

t.test('an order without a plan yet, and one that depends on other orders, are left to the box office', async t => {
  t.equal(orderRefusal(anOrder({ couponRef: 'coupon', price: 1 }), referenced({})), undefined)
  for (const limits of [{ maxRedemptions: 0 }, { maxTickets: 1 }]) {
    t.equal(orderRefusal(discounted, referenced({ plan, coupon: aCoupon({ planRef: 'plan', ...limits }) })), undefined)
  }
})
