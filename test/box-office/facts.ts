import t from 'tap'
import { couponFacts, orderFacts, planFacts, storedFacts } from '../../hooks/sync/facts.ts'
import { aCoupon, anOrder, aPlan, aReservation } from '../fixtures/objects.ts'

t.strictSame(
  planFacts(aPlan({ capacity: 3 })),
  { name: 'plan', price: 29.9, currency: 'EUR', active: true, capacity: 3, holdMinutes: 15 },
  'a plan is read without its texts',
)

t.strictSame(
  couponFacts(aCoupon({ planRef: 'plan', maxRedemptions: 5 })),
  { name: 'coupon', price: 10, planRef: 'plan', maxRedemptions: 5 },
  'a coupon is read as it is',
)

t.test('an order is read with what the order hook said of it', async t => {
  const status = { payment: 'CONFIRMED', quantity: 2 } as const
  t.strictSame(orderFacts(anOrder({ quantity: 2, couponRef: 'coupon', status })), {
    name: 'order-1',
    uid: 'uid-of-order-1',
    generation: 1,
    createdAt: Date.parse('2026-11-20T07:59:00Z'),
    price: 29.9,
    quantity: 2,
    couponRef: 'coupon',
    status,
  })
})

t.test('an order that nobody answered yet is pending', async t => {
  const { status: _, ...order } = anOrder()
  const { generation: __, ...metadata } = order.metadata
  const facts = orderFacts({ ...order, metadata })
  t.strictSame([facts.status, facts.generation], [{ payment: 'PENDING', quantity: 0 }, 0])
})

t.test('a reservation is read with the version in which it is stored', async t => {
  const reservation = aReservation({ seats: [1], metadata: { resourceVersion: '18446744073709551616' } })
  t.strictSame(storedFacts(reservation), { reservation: reservation.spec, version: 18_446_744_073_709_551_616n })
  t.equal(storedFacts(aReservation()).version, 0n)
})
