import t from 'tap'
import { orderRefusal } from '../../hooks/admission/order-refusal.ts'
import { aCoupon, anOrder, aPlan, now } from '../fixtures/objects.ts'
import { playConference } from '../fixtures/played-conference.ts'
import { frozen } from '../fixtures/requests.ts'

const plan = aPlan()
const coupon = aCoupon()

/** An order, what it refers to, and what is said of it. */
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
    'a plan that is closed',
    [anOrder(), { plan: aPlan({ active: false }), coupon: undefined }],
    'The plan "plan" is not on sale',
  ],
  [
    'a coupon that is not there',
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

t.test('says what is wrong with an order in the words of the box office, and that it is not valid', async t => {
  for (const [what, [order, offered], said] of table) {
    t.equal(orderRefusal(order, frozen(offered)), said && `Your order is not valid: ${said}`, what)
  }
})

t.test('the box office, which decides, says the same of every one of them', async t => {
  for (const [what, [order, { plan = aPlan(), coupon }], said] of table) {
    const { conference, see } = playConference()
    for (const object of [plan, ...(coupon ? [coupon] : []), order]) see(object)
    const [write] = conference.decide(now)
    t.match(write?.spec, { decision: said ? 'Refused' : 'Held' }, what)
    t.equal(write?.spec.message, said, what)
  }
})

t.test('an order before its plan, and one that others may be in the way of, are left to the box office', async t => {
  t.equal(orderRefusal(anOrder({ couponRef: 'coupon', price: 1 }), { plan: undefined, coupon: undefined }), undefined)
  const limited = aCoupon({ planRef: 'plan', maxRedemptions: 0 })
  const order = anOrder({ couponRef: 'coupon', price: 19.9 })
  t.equal(orderRefusal(order, { plan, coupon: limited }), undefined)
})
