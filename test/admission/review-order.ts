import t from 'tap'
import { reviewOrder } from '../../hooks/admission/review-order.ts'
import { aCoupon, anOrder, aPlan } from '../fixtures/objects.ts'
import { aReview, keptOut, letIn, someOffers } from '../fixtures/reviews.ts'

const signal = new AbortController().signal

t.test('an order is let in or kept out by what it refers to, in its own namespace', async t => {
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

t.test('what cannot be looked up is not decided', async t => {
  const offers = { ...someOffers({}), getPlan: () => Promise.reject(new Error('unreachable')) }
  await t.rejects(reviewOrder(aReview(anOrder()), { offers, signal }), { message: 'unreachable' })
})
