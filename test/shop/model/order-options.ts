import t from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import {
  canCancel,
  findLatestEnd,
  holdForPayment,
  mostQuantity,
  viewWaitlist,
} from '../../../hooks/shop/model/order-options.ts'
import { viewOffer } from '../../../hooks/shop/model/view-offers.ts'
import { anOrder, aPlan, now } from '../../fixtures/objects.ts'

const held = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', expiresAt: '2026-11-20T08:10:00Z' } as const
const sold = { payment: 'CONFIRMED', quantity: 2, reason: 'PaymentReceived' } as const
const minutes = (count: number) => now + count * 60_000

/** The highest number that an order with that plan may be changed to. */
function mostOf(order: Order, plan: Parameters<typeof aPlan>[0] | undefined) {
  const stored = plan && aPlan(plan)
  return mostQuantity(order, { plan: stored, offer: stored && viewOffer(stored, { plans: [], pools: [], now }) })
}

t.test('the number of tickets', async t => {
  const two = { quantity: 2 }
  t.equal(mostOf(anOrder({ ...two, status: held }), { maxPerOrder: 4 }), 4, 'grows up to the limit of the plan')
  t.equal(mostOf(anOrder({ ...two, status: held }), { active: false }), 2, 'only shrinks while the plan is not on sale')
  t.equal(mostOf(anOrder({ ...two, status: held }), undefined), 2, 'only shrinks without a plan')
  t.equal(mostOf(anOrder({ ...two, status: sold }), { maxPerOrder: 4 }), 2, 'only shrinks once it is sold')
  t.equal(mostOf(anOrder({ status: sold }), {}), undefined, 'offers nothing to choose between 1 and 1')
  t.equal(mostOf(anOrder({ quantity: 0, status: sold }), {}), undefined, 'offers nothing to choose between none')
  t.equal(mostOf(anOrder({ ...two, cancelled: true }), {}), undefined, 'stays once the order has ended')
  t.equal(
    mostOf(anOrder({ ...two, price: 0, status: sold }), { maxPerOrder: 4 }),
    4,
    'grows if it is free without seats',
  )
  const seated = { ...sold, seats: [1] }
  t.equal(mostOf(anOrder({ ...two, price: 0, status: seated }), { maxPerOrder: 4 }), 2, 'only shrinks with seats')
})

t.strictSame(
  [anOrder({ status: held }), anOrder({ status: sold }), anOrder({ status: { payment: 'REJECTED', quantity: 0 } })].map(
    canCancel,
  ),
  [true, true, false],
  'an order is cancelled until it has ended',
)

t.test('more time', async t => {
  const plan = aPlan({ capacity: 5, maxHoldMinutes: 60 })
  const untilOf = (spec: Parameters<typeof anOrder>[0], of: typeof plan | undefined = plan) =>
    findLatestEnd(anOrder({ status: held, ...spec }), of, now)
  t.equal(untilOf({}), minutes(25), 'is as long as the hold')
  t.equal(untilOf({}, aPlan({ maxHoldMinutes: 20 })), minutes(15), 'ends with the longest hold of the plan')
  t.equal(
    untilOf({}, aPlan({ maxHoldMinutes: 60, offerMinutes: 60 })),
    undefined,
    'is none if the offer may have been as long',
  )
  t.equal(untilOf({ holdUntil: '2026-11-20T08:10:00Z' }), minutes(25), 'is had again')
  t.equal(untilOf({ holdUntil: '2026-11-20T08:11:00Z' }), undefined, 'is none if the order got less than it asked for')
  t.equal(untilOf({}, aPlan()), undefined, 'is none if the plan gives none')
  t.equal(findLatestEnd(anOrder({ status: held }), undefined, now), undefined, 'is none without a plan')
  t.equal(untilOf({ status: { ...held, expiresAt: '2026-11-20T08:00:00Z' } }), undefined, 'is none after the end')
  t.equal(untilOf({ status: { payment: 'PENDING', quantity: 0 } }), undefined, 'is none without an end')
  t.equal(untilOf({ status: { ...held, reason: 'Waitlisted' } }), undefined, 'is none for an order that waits')
  t.equal(untilOf({ status: { ...held, reason: 'Underpaid' } }), minutes(25), 'is had for the rest of the price')
})

t.test('the hold for a payment page', async t => {
  const untilOf = (plan: Parameters<typeof aPlan>[0], said: Parameters<typeof anOrder>[0] = {}) =>
    holdForPayment(anOrder({ status: held, ...said }), aPlan(plan), now)
  t.equal(untilOf({ maxHoldMinutes: 60 }), minutes(35), 'lasts as long as the page')
  t.equal(untilOf({ maxHoldMinutes: 30 }), minutes(25), 'ends with the longest hold of the plan')
  t.equal(untilOf({}), undefined, 'is none if the plan gives no more time')
  const long = { ...held, expiresAt: '2026-11-20T08:35:00Z' }
  t.equal(untilOf({ maxHoldMinutes: 60 }, { status: long }), undefined, 'is not asked for if it lasts that long')
  const asked = { holdUntil: '2026-11-20T08:10:00Z' }
  t.equal(untilOf({ maxHoldMinutes: 20 }, asked), minutes(35), 'is up to the box office once it was prolonged')
})

t.test('the waitlist', async t => {
  const order = anOrder({ quantity: 3 })
  function waitOf(plan: Parameters<typeof aPlan>[0], of = order) {
    const stored = aPlan({ capacity: 5, ...plan })
    return viewWaitlist(of, { plan: stored, offer: viewOffer(stored, { plans: [], pools: [], now }) })
  }
  const left = (count: number) => ({ status: { left: count } })
  t.strictSame(waitOf({ offerMinutes: 60, ...left(0) }), { minutes: 60 }, 'has the time of an offer')
  t.strictSame(waitOf(left(0)), { minutes: 15 }, 'otherwise that of a hold')
  t.strictSame(waitOf(left(2)), { minutes: 15, left: 2 }, 'says how many are free if these are too few')
  t.strictSame(waitOf(left(3)), { minutes: 15 }, 'and not if they are enough')
  t.strictSame(waitOf({ active: false, ...left(0) }), { minutes: 15, isClosed: true }, 'is closed with its plan')
  t.strictSame(waitOf(left(0), anOrder({ price: 0 })), {}, 'has no time to pay for nothing')
  const endless = aPlan()
  const offer = viewOffer(endless, { plans: [], pools: [], now })
  t.strictSame(viewWaitlist(order, { plan: endless, offer }), {}, 'has none without an end')
  t.strictSame(viewWaitlist(order, { plan: undefined, offer: undefined }), {}, 'is not known without a plan')
  t.strictSame(viewWaitlist(order, { plan: endless, offer: undefined }), {}, 'nor without its offer')
})
