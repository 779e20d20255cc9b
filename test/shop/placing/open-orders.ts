import t from 'tap'
import { createOpenOrders, type OpenOrderLimits } from '../../../hooks/shop/placing/open-orders.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'

const limits: OpenOrderLimits = { address: { orders: 3, tickets: 10 }, email: { orders: 2, tickets: 8 } }
const ada = { address: '192.0.2.1', email: 'ada@example.org' }
const bob = { address: '192.0.2.2', email: 'bob@example.org' }
const order = (name: string, quantity = 1) => ({ namespace: 'conf', name, quantity })

function open({ at = 0 } = {}) {
  const shop = fakeShop()
  const clock = { now: at }
  return { shop, clock, orders: createOpenOrders(limits, { lookAt: shop.lookAt, now: () => clock.now }) }
}

t.test('an e-mail address has its limits, however it is written', async t => {
  const { orders } = open()
  t.equal(orders.admit(ada, order('a')), true)
  t.equal(orders.admit({ address: '192.0.2.9', email: 'ADA@example.org' }, order('b', 8)), false, 'of tickets')
  t.equal(orders.admit({ address: '192.0.2.9', email: 'ADA@example.org' }, order('b', 7)), true)
  t.equal(orders.admit(ada, order('c', 0)), false, 'of orders')
  t.equal(orders.admit({ address: '192.0.2.1' }, order('c')), true)
  t.equal(orders.size(), 3)
})

t.test('an order that waits does not count for its e-mail address, which anybody can type', async t => {
  const { shop, orders } = open()
  for (const name of ['a', 'b']) {
    orders.admit(ada, order(name))
    shop.put(anOrder({ name, status: { payment: 'PENDING', quantity: 0, reason: 'Waitlisted' } }))
  }
  t.equal(orders.admit(ada, order('c')), true)
  t.equal(orders.admit({ address: ada.address }, order('d')), false, 'it counts for the address of its sender')
  const held = {
    payment: 'PENDING',
    quantity: 0,
    reason: 'AwaitingPayment',
    expiresAt: '2026-11-20T08:15:00Z',
  } as const
  shop.put(anOrder({ name: 'a', status: held }))
  t.equal(orders.admit({ ...bob, email: ada.email }, order('d')), false, 'and again when it comes off the waitlist')
})

t.test('a hold without an end does not count for its e-mail address, and an undecided order does', async t => {
  const { shop, orders } = open()
  const pending = { payment: 'PENDING', quantity: 0 } as const
  for (const name of ['a', 'b']) {
    orders.admit(ada, order(name))
    shop.put(anOrder({ name, status: { ...pending, reason: 'AwaitingPayment' } }))
  }
  t.equal(orders.admit(ada, order('c')), true)
  shop.put(anOrder({ name: 'a', status: { ...pending, reason: 'Reserving' } }))
  shop.put(anOrder({ name: 'b' }))
  t.equal(orders.admit({ ...bob, email: ada.email }, order('d')), false)
})

t.test('an order that grows counts for the e-mail address of its sender too', async t => {
  const { orders } = open()
  orders.admit(ada, order('a', 4))
  t.strictSame(
    [9, 8].map(quantity => orders.admit({ address: bob.address }, order('a', quantity))),
    [false, true],
  )
})

t.test('an address has its limits', async t => {
  const { orders } = open()
  const admit = (name: string, quantity: number) =>
    orders.admit({ ...ada, email: `${name}@example.org` }, order(name, quantity))
  t.strictSame(
    [admit('a', 4), admit('b', 4), admit('c', 3), admit('c', 2), admit('d', 0)],
    [true, true, false, true, false],
  )
  t.equal(orders.admit(bob, order('e')), true)
})

t.test('an order counts once, with its present quantity', async t => {
  const { shop, orders } = open()
  t.strictSame([orders.admit(ada, order('a', 8)), orders.admit(ada, order('a', 8))], [true, true])
  t.equal(orders.admit({ address: ada.address }, order('a', 11)), false)
  t.equal(orders.admit({ address: ada.address }, order('a', 4)), true)
  t.equal(orders.admit(ada, order('b', 5)), false, 'it still counts for the e-mail address')
  t.equal(orders.admit(ada, order('b', 4)), true)
  t.strictSame([orders.size(), shop.lookers()], [2, 2])
})

t.test('an order no longer counts when it is paid, refused, cancelled, deleted or not created', async t => {
  const { shop, orders } = open()
  const ends: (() => unknown)[] = [
    () => shop.put(anOrder({ name: 'a', status: { payment: 'CONFIRMED', quantity: 1 } })),
    () => shop.put(anOrder({ name: 'a', status: { payment: 'REJECTED', quantity: 0 } })),
    () => shop.put(anOrder({ name: 'a', cancelled: true })),
    () => shop.remove(order('a')),
    () => orders.release(order('a')),
  ]
  for (const end of ends) {
    orders.admit(ada, order('a'))
    const { status: _, ...unanswered } = anOrder({ name: 'a' })
    shop.put(unanswered)
    shop.miss(order('a'))
    t.equal(orders.size(), 1)
    end()
    t.strictSame([orders.size(), shop.lookers()], [0, 0])
  }
})

t.test('an order whose end is not seen counts until its hold has ended, or for a day', async t => {
  const { shop, clock, orders } = open()
  const isFull = () => !orders.admit(ada, order('new', 1))
  orders.admit(ada, order('held', 4))
  orders.admit(ada, order('waiting', 4))
  shop.put(anOrder({ name: 'held', status: { payment: 'PENDING', quantity: 0, expiresAt: '1970-01-01T01:00:00Z' } }))
  clock.now = 3_660_000
  t.equal(isFull(), true)
  clock.now = 3_660_001
  t.equal(isFull(), false)
  orders.release(order('new'))
  shop.put(anOrder({ name: 'waiting' }))
  clock.now += 24 * 3_600_000
  t.equal(orders.admit(ada, order('big', 8)), false)
  clock.now += 1
  t.equal(orders.admit(ada, order('big', 8)), true)
  t.equal(orders.size(), 1)
})

t.test('a sight that arrives after the end changes nothing', async t => {
  let late = () => {}
  const orders = createOpenOrders(limits, {
    lookAt: (_key, listener) => {
      late = () => listener({ kind: 'deleted' })
      return () => {}
    },
    now: () => 0,
  })
  orders.admit(ada, order('a'))
  orders.release(order('a'))
  late()
  t.equal(orders.size(), 0)
})
