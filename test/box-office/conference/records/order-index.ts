import t from 'tap'
import { OrderIndex } from '../../../../hooks/box-office/conference/records/order-index.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import type { OrderStatus } from '../../../../hooks/schema/order/order-status.ts'
import { anOrder, aReservation } from '../../../fixtures/objects.ts'

const order = orderFacts(anOrder({ couponRef: 'coupon', quantity: 2 }))

function namesIn(index: OrderIndex): string[][] {
  const { plan, growing, coupon, uid } = index
  return [
    plan.namesOf('plan'),
    growing.namesOf('plan'),
    coupon.namesOf('coupon'),
    index.hopefuls('coupon'),
    uid.namesOf('uid-of-order-1'),
  ].map(names => [...names])
}

t.test('orders are found by plan, coupon and uid, until they are removed', async t => {
  const index = new OrderIndex()
  index.set('order-1', { order })
  t.strictSame(namesIn(index), [['order-1'], [], ['order-1'], ['order-1'], ['order-1']])
  index.set('order-1', { order: undefined })
  t.strictSame(namesIn(index), [[], [], [], [], []])
})

t.test('an order grows while its hold or its sale has fewer tickets than it asks for', async t => {
  const index = new OrderIndex()
  const isGrowing = (said: Parameters<typeof aReservation>[0]) => {
    index.set('order-1', { order, observed: aReservation(said).spec })
    return [...index.growing.namesOf('plan')].length === 1
  }
  t.strictSame(
    [{ quantity: 1 }, { quantity: 2 }, { decision: 'Sold' as const }, { decision: 'Waitlisted' as const }].map(
      isGrowing,
    ),
    [true, false, true, false],
  )
  t.equal(isGrowing({ orderUid: 'another' }), false, 'another order holds it')
})

t.test('an order that hopes for a coupon is found by the tickets that it lacks, until the hope is dropped', async t => {
  const index = new OrderIndex()
  const lacks = (said?: Parameters<typeof aReservation>[0]) => {
    index.set('order-1', { order, ...(said && { observed: aReservation(said).spec }) })
    return Array.from({ length: 101 }, (_, tickets) => tickets).filter(
      tickets => [...index.hopefuls('coupon', { least: tickets, most: tickets })].length === 1,
    )
  }
  t.strictSame(lacks(), [2])
  t.strictSame(lacks({ couponRef: 'coupon' }), [1])
  t.strictSame(lacks({ couponRef: 'coupon', decision: 'Sold', quantity: 2 }), [0])
  const waits = { couponRef: 'coupon', decision: 'Waitlisted' } as const
  t.strictSame(lacks({ ...waits, quantity: 2 }), [2], 'it waits for all of them')
  t.strictSame(lacks({ ...waits, quantity: 1 }), [1], 'it waits for those with which it joined')
  t.strictSame(lacks({ ...waits, orderUid: 'another' }), [2], 'another order waits')
  t.strictSame(lacks({ couponRef: 'another' }), [2], 'it has nothing with this coupon')
  t.strictSame(lacks({ couponRef: 'coupon', orderUid: 'another' }), [1], 'a ticket under its name counts as its own')
  t.strictSame([...index.hopefuls('coupon', { least: -5, most: 500 })], ['order-1'])
  index.dropHope('order-1')
  t.strictSame([...index.hopefuls('coupon')], [])
})

t.test('a confirmed order with seats but no reservation has lost its seats, of its plan or of a pool', async t => {
  const index = new OrderIndex()
  const confirmed = (name: string, said: Partial<OrderStatus>) => {
    const status = { payment: 'CONFIRMED', quantity: 1, ...said } as const
    const observed = name === 'sold' ? aReservation({ name }).spec : undefined
    index.set(name, { order: orderFacts(anOrder({ name, status })), observed })
  }
  confirmed('in-plan', { seats: [1] })
  confirmed('in-pool', { seats: [1], poolRef: 'pool' })
  confirmed('without-seats', {})
  confirmed('sold', { seats: [3] })
  confirmed('pending', { seats: [4], payment: 'PENDING' })
  index.set('order-4', { order })
  t.strictSame(
    ['plan-', 'pool--', 'plan', 'pool'].map(key => [...index.lostSeats.namesOf(key)]),
    [['in-plan'], ['in-pool'], [], []],
  )
})
