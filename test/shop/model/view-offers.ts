import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { SeatPool } from '../../../hooks/schema/offer/seat-pool.ts'
import { viewOffer, viewOffers } from '../../../hooks/shop/model/view-offers.ts'
import { aCoupon, aPlan, minuteAgo, now } from '../../fixtures/objects.ts'

function aPool(capacity: number, left?: number): SeatPool {
  const metadata = { name: 'hall', namespace: 'conf', uid: 'uid-of-hall', creationTimestamp: minuteAgo }
  const status = left === undefined ? {} : { status: { left } }
  return { apiVersion, kind: 'SeatPool', metadata, spec: { title: 'Hall', capacity }, ...status }
}

const stand = { plans: [], pools: [], now }

t.strictSame(
  viewOffer(aPlan(), stand),
  { plan: 'plan', title: 'Plan', price: '29.90', currency: 'EUR', waiting: 0, state: 'onSale', mostPerOrder: 100 },
  'a plan without limits is on sale',
)
const dates = { salesStart: '2026-11-20T07:00:00Z', salesEnd: '2026-11-20T09:00:00Z' }
t.strictSame(
  viewOffer(
    aPlan({ description: 'All days', capacity: 50, maxPerOrder: 4, ...dates, status: { left: 12, waiting: 3 } }),
    stand,
  ),
  {
    plan: 'plan',
    title: 'Plan',
    description: 'All days',
    price: '29.90',
    currency: 'EUR',
    left: 12,
    waiting: 3,
    state: 'onSale',
    salesStart: Date.parse(dates.salesStart),
    salesEnd: Date.parse(dates.salesEnd),
    mostPerOrder: 4,
    holdMinutes: 15,
  },
  'a plan with limits shows them',
)

t.test('the state of an offer', async t => {
  const stateOf = (spec: Parameters<typeof aPlan>[0]) => viewOffer(aPlan(spec), stand).state
  t.equal(stateOf({ active: false }), 'closed', 'an inactive plan is closed')
  t.equal(stateOf({ capacity: 0 }), 'closed', 'a plan without any seat refuses every order')
  t.equal(stateOf({ salesStart: '2026-11-20T08:00:01Z' }), 'notYet', 'before its sale it is not on sale yet')
  t.equal(stateOf({ salesEnd: '2026-11-20T08:00:00Z' }), 'over', 'from its end on the sale is over')
  t.equal(stateOf({ capacity: 2, status: { left: 0 } }), 'soldOut', 'without free seats it is sold out')
  t.equal(stateOf({ capacity: 2 }), 'onSale', 'all seats are free while none is counted')
})

t.test('the free seats of a pool count', async t => {
  const leftOf = (spec: Parameters<typeof aPlan>[0], pools: SeatPool[]) => {
    const { left, state, mostPerOrder } = viewOffer(aPlan({ poolRef: 'hall', ...spec }), { ...stand, pools })
    return [left, state, mostPerOrder]
  }
  t.strictSame(leftOf({}, [aPool(10)]), [10, 'onSale', 10], 'all of them, while none is counted')
  t.strictSame(leftOf({}, [aPool(10, 3)]), [3, 'onSale', 10], 'those that are left')
  t.strictSame(leftOf({ status: { left: 5 } }, [aPool(10, 3)]), [3, 'onSale', 10], 'the lower number of plan and pool')
  t.strictSame(leftOf({ capacity: 2 }, [aPool(10, 3)]), [2, 'onSale', 2], 'the share of the plan')
  t.strictSame(leftOf({}, []), [0, 'soldOut', 100], 'a pool that does not exist has none')
})

t.test('a coupon changes the prices of its plans', async t => {
  const priceOf = (coupon: Parameters<typeof aCoupon>[0]) => {
    const { price, fullPrice, mostPerOrder, holdMinutes } = viewOffer(aPlan(), { ...stand, coupon: aCoupon(coupon) })
    return { price, fullPrice, mostPerOrder, holdMinutes }
  }
  const full = { fullPrice: '29.90', mostPerOrder: 100, holdMinutes: undefined }
  t.strictSame(priceOf({}), { ...full, price: '19.90' })
  t.strictSame(priceOf({ planRef: 'plan' }), { ...full, price: '19.90' })
  t.strictSame(priceOf({ planRef: 'other' }), { ...full, price: '29.90', fullPrice: undefined })
  t.strictSame(
    priceOf({ maxPerOrder: 3, maxTickets: 2 }),
    { ...full, price: '19.90', mostPerOrder: 2, holdMinutes: 15 },
    'and limits the order',
  )
})

t.strictSame(
  viewOffers({
    ...stand,
    plans: [
      aPlan({ name: 'over', salesEnd: minuteAgo }),
      aPlan({ name: 'dear', price: 100 }),
      aPlan({ name: 'b', price: 9 }),
      aPlan({ name: 'a', price: 9 }),
      aPlan({ name: 'draft', active: false }),
      aPlan({ name: 'stopped', active: false, status: { sold: 1 } }),
      aPlan({ name: 'going', metadata: { deletionTimestamp: minuteAgo } }),
      aPlan({ name: 'secret', hidden: true }),
    ],
  }).map(({ plan, state }) => [plan, state]),
  [
    ['a', 'onSale'],
    ['b', 'onSale'],
    ['dear', 'onSale'],
    ['over', 'over'],
    ['stopped', 'closed'],
  ],
  'offers on sale come first, by price; drafts, hidden and deleted plans are not listed',
)
t.strictSame(
  ['secret', 'other'].map(planRef =>
    viewOffers({ ...stand, plans: [aPlan({ name: 'secret', hidden: true })], coupon: aCoupon({ planRef }) }).map(
      ({ plan }) => plan,
    ),
  ),
  [['secret'], []],
  'a hidden plan is listed for those with a coupon for it',
)
t.strictSame(
  viewOffers({ ...stand, plans: ['a', 'a'].map(name => aPlan({ name, price: 0.001 })) }).map(({ price }) => price),
  ['0.00', '0.00'],
  'a price that its currency cannot express is free, as for the box office',
)
