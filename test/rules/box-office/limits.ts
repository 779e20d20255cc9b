import t from 'tap'
import { mostPerOrder, refusalOfQuantity } from '../../../hooks/rules/box-office/limits.ts'
import type { CouponFacts, PlanFacts, PoolFacts } from '../../../hooks/rules/box-office/plan.ts'
import { aCoupon, aPlan, aPool } from '../../fixtures/rules/box-office.ts'

interface Limits {
  plan?: Partial<PlanFacts>
  pool?: Partial<PoolFacts>
  coupon?: Partial<CouponFacts>
}

const refuse = (quantity: number, { plan, pool, coupon }: Limits) =>
  refusalOfQuantity({ quantity }, { plan: aPlan(plan), pool: pool && aPool(pool), coupon: coupon && aCoupon(coupon) })

t.test('an order may ask for the number of tickets that every limit allows', async t => {
  t.equal(refuse(100, {}), undefined, 'without a limit')
  t.equal(refuse(100, { coupon: {} }), undefined, 'nor one of its coupon')
  const four = {
    plan: { capacity: 4, maxPerOrder: 4 },
    pool: { capacity: 4 },
    coupon: { maxPerOrder: 4, maxTickets: 4, maxRedemptions: 1 },
  }
  for (const quantity of [0, 1, 4]) t.equal(refuse(quantity, four), undefined, `${quantity} of 4`)
  t.equal(refuse(0, { plan: { capacity: 0 } }), undefined, 'nothing of nothing')
})

t.test('the message for an order that asks for more has the limit and the next step', async t => {
  const table: [limits: Limits, limit: string][] = [
    [{ plan: { capacity: 4 } }, 'capacity 4'],
    [{ pool: { capacity: 4 } }, 'the pool "hall" has 4'],
    [{ plan: { maxPerOrder: 4 } }, 'at most 4 in one order'],
    [{ coupon: { maxPerOrder: 4 } }, 'at most 4 in one order with the coupon "discount-10"'],
    [{ coupon: { maxTickets: 4 } }, 'the coupon "discount-10" is for 4'],
    [{ plan: { capacity: 4, maxPerOrder: 3 }, pool: { capacity: 2 } }, 'capacity 4'],
    [{ plan: { capacity: 9, maxPerOrder: 3 }, pool: { capacity: 2 } }, 'the pool "hall" has 2'],
    [{ plan: { maxPerOrder: 3 }, coupon: { maxPerOrder: 2 } }, 'at most 3 in one order'],
    [{ coupon: { maxPerOrder: 3, maxTickets: 2 } }, 'at most 3 in one order with the coupon "discount-10"'],
  ]
  for (const [limits, limit] of table) {
    const message = `Too many tickets: 5 ordered, ${limit}; place a smaller order`
    t.strictSame(refuse(5, limits), { reason: 'TooMany', message })
  }
})

t.test('the lowest limit is the highest number of tickets of one order', async t => {
  const most = ({ plan, pool, coupon }: Limits) =>
    mostPerOrder({ plan: aPlan(plan), pool: pool && aPool(pool), coupon: coupon && aCoupon(coupon) })
  t.equal(most({}), undefined, 'without a limit')
  t.equal(most({ plan: { capacity: 5, maxPerOrder: 4 }, pool: { capacity: 3 } }), 3)
  t.equal(most({ plan: { capacity: 0 }, coupon: { maxPerOrder: 2, maxTickets: 1 } }), 0)
})
