import t from 'tap'
import { orderRefusal, reviewOrder } from '../../hooks/admission/review-order.ts'
import { playConference } from '../fixtures/box-office/played-conference.ts'
import { aReview, keptOut, letIn, someOffers } from '../fixtures/http/reviews.ts'
import { aCoupon, anOrder, aPlan, now } from '../fixtures/objects.ts'
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

t.test('a failed look-up decides nothing', async t => {
  const offers = { ...someOffers({}), getPlan: () => Promise.reject(new Error('unreachable')) }
  await t.rejects(reviewOrder(aReview(anOrder()), { offers, signal }), { message: 'unreachable' })
})

const plan = aPlan()
const coupon = aCoupon()

/** An order, its plan and coupon, and the reason of its refusal. */
const table: [what: string, asked: Parameters<typeof orderRefusal>, said: string | undefined][] = [
  ['a right price', [anOrder(), { plan, coupon: undefined }], undefined],
  ['a right price with a coupon', [anOrder({ couponRef: 'coupon', price: 19.9 }), { plan, coupon }], undefined],
  [
    'a wrong price',
    [anOrder({ price: 29 }), { plan, coupon: undefined }],
    'Your price is not well suited with the plan and coupon! It should be: 29.90',
  ],
  [
    'the price without the coupon',
    [anOrder({ couponRef: 'coupon' }), { plan, coupon }],
    'Your price is not well suited with the plan and coupon! It should be: 19.90',
  ],
  [
    'a closed plan',
    [anOrder(), { plan: aPlan({ active: false }), coupon: undefined }],
    'The plan "plan" is not on sale',
  ],
  [
    'a missing coupon',
    [anOrder({ couponRef: 'coupon', price: 19.9 }), { plan, coupon: undefined }],
    'There is no coupon "coupon"',
  ],
  [
    'a coupon for another plan',
    [anOrder({ couponRef: 'coupon', price: 19.9 }), { plan, coupon: aCoupon({ planRef: 'other' }) }],
    'The coupon "coupon" is not for the plan "plan"',
  ],
  [
    'more than there are seats',
    [anOrder({ quantity: 4 }), { plan: aPlan({ capacity: 3 }), coupon: undefined }],
    'Too many tickets: 4 ordered, capacity 3; place a smaller order',
  ],
]

t.test('a refusal has the words of the box office', async t => {
  for (const [what, [order, offered], said] of table) {
    t.equal(orderRefusal(order, frozen(offered)), said && `Your order is not valid: ${said}`, what)
  }
})

t.test('the box office decides the same on every one of these orders', async t => {
  for (const [what, [order, { plan = aPlan(), coupon }], said] of table) {
    const { conference, see } = playConference()
    for (const object of [plan, ...(coupon ? [coupon] : []), order]) see(object)
    const [write] = conference.decide(now)
    t.match(write?.spec, { decision: said ? 'Refused' : 'Held' }, what)
    t.equal(write?.spec.message, said, what)
  }
})

t.test('an order without a plan yet, and one that depends on other orders, are left to the box office', async t => {
  t.equal(orderRefusal(anOrder({ couponRef: 'coupon', price: 1 }), { plan: undefined, coupon: undefined }), undefined)
  const limited = aCoupon({ planRef: 'plan', maxRedemptions: 0 })
  const order = anOrder({ couponRef: 'coupon', price: 19.9 })
  t.equal(orderRefusal(order, { plan, coupon: limited }), undefined)
})
