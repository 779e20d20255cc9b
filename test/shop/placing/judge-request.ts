import t from 'tap'
import { type JudgedBy, judgeRequest } from '../../../hooks/shop/placing/judge-request.ts'
import { aCoupon, aPlan, now } from '../../fixtures/objects.ts'
import { aHall } from '../../fixtures/shop/objects.ts'

const key = { namespace: 'conf', name: 'web-1' }
const request = {
  plan: 'plan',
  quantity: 2,
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.org',
  token: 'token',
  shownPrice: '29.90 EUR',
}
const judge = (said: Partial<typeof request & { coupon: string }>, by: Partial<JudgedBy> = {}) =>
  judgeRequest(key, { ...request, ...said }, { plans: [aPlan()], pools: [], coupon: undefined, now, ...by })

t.test('an order has the price of the plan, or that after the coupon', async t => {
  const order = { apiVersion: 'app.corley.it/v1', kind: 'Order', metadata: key }
  t.strictSame(judge({}), { order: { ...order, spec: { planRef: 'plan', price: 29.9, quantity: 2 } } })
  t.strictSame(judge({ coupon: 'coupon' }, { coupon: aCoupon() }), {
    order: { ...order, spec: { planRef: 'plan', couponRef: 'coupon', price: 19.9, quantity: 2 } },
  })
})

t.test('nobody pays more than the page showed', async t => {
  const changed = { fault: { field: 'plan', problem: 'priceChanged' } }
  t.strictSame(judge({ shownPrice: '29.89 EUR' }), changed)
  t.strictSame(judge({ shownPrice: '' }), changed)
  t.strictSame(judge({ shownPrice: '29.90' }), changed, 'in no currency')
  t.strictSame(judge({ shownPrice: '29.90 USD' }), changed, 'in another currency')
  t.strictSame(judge({ shownPrice: '-29.90 EUR' }), changed)
  t.match(judge({ shownPrice: '35 EUR' }), { order: { spec: { price: 29.9 } } })
  t.strictSame(judge({ coupon: 'coupon', shownPrice: '9.90 EUR' }, { coupon: aCoupon() }), changed)
})

t.test('the first refusal of the box office is the fault of a field', async t => {
  const hall = aHall({ capacity: 1 })
  const table: [what: string, judged: ReturnType<typeof judge>, fault: object][] = [
    ['another plan', judge({ plan: 'other' }), { field: 'plan', problem: 'invalid' }],
    ['a closed plan', judge({}, { plans: [aPlan({ active: false })] }), { field: 'plan', problem: 'notOnSale' }],
    [
      'a pool that is too small',
      judge({}, { plans: [aPlan({ poolRef: 'hall' })], pools: [hall] }),
      { field: 'quantity', problem: 'tooMany', limit: 1 },
    ],
    [
      'a limit of the plan',
      judge({ quantity: 5 }, { plans: [aPlan({ maxPerOrder: 4 })] }),
      { field: 'quantity', problem: 'tooMany', limit: 4 },
    ],
    ['no coupon', judge({ coupon: 'coupon' }), { field: 'coupon', problem: 'couponUnknown' }],
    [
      'a late coupon',
      judge({ coupon: 'coupon' }, { coupon: aCoupon({ validUntil: '2026-11-20T08:00:00Z' }) }),
      { field: 'coupon', problem: 'couponExpired' },
    ],
    [
      'a coupon that others used up',
      judge(
        { coupon: 'coupon' },
        {
          coupon: aCoupon({ maxRedemptions: 3 }),
          plans: [aPlan({ status: { coupons: [{ name: 'coupon', redemptionsLeft: 0 }] } })],
        },
      ),
      { field: 'coupon', problem: 'couponUsedUp' },
    ],
  ]
  for (const [what, judged, fault] of table) t.strictSame(judged, { fault }, what)
})

t.test('an order for a plan that is sold out waits, and is no fault', async t => {
  t.match(judge({}, { plans: [aPlan({ capacity: 5, status: { left: 0 } })] }), { order: { spec: { quantity: 2 } } })
})
