import t from 'tap'
import { createReadings } from '../../hooks/box-office/readings.ts'
import { fakeRegistry } from '../fixtures/box-office/fake-conference.ts'
import { anOrder, aPlan, aSeatPool, now } from '../fixtures/objects.ts'

function start() {
  const { registry, registered, conference } = fakeRegistry()
  const led = new Set(['a', 'b'])
  const readings = createReadings({
    registry,
    clock: { now: () => now },
    unwritten: {
      reservationsOf: ({ namespace }) => (namespace === 'a' ? [{ name: 'x', planRef: 'plan', because: '' }] : []),
    },
    isLeaderOf: namespace => led.has(namespace),
    slots: () => [3, 4],
  })
  for (const namespace of ['a', 'b', 'c']) registered(namespace)
  return { readings, registered, conference, led }
}

t.test('undecided, unwritten and unreadable objects are summed over the conferences that are led', async t => {
  const { readings, registered, conference } = start()
  conference('a').undecidedOrders = () => ({ orders: 2, since: now - 3_000 })
  conference('b').undecidedOrders = () => ({ orders: 1, since: now - 1_500 })
  conference('c').undecidedOrders = () => ({ orders: 9, since: now - 90_000 })
  conference('b').unknown.add('y')
  registered('b').unreadable.set('Order/z', 'order must be object')
  registered('c').unreadable.set('Order/z', 'order must be object')
  t.strictSame(readings.boxOffice(), {
    slotsHeld: 2,
    undecidedOrders: 3,
    oldestUndecidedSeconds: 3,
    unwrittenReservations: 2,
    unreadableObjects: 1,
  })
})

t.test('the oldest age is 0 without a waiting order', async t => {
  const { readings, led } = start()
  t.equal(readings.boxOffice().oldestUndecidedSeconds, 0)
  led.clear()
  t.strictSame(readings.boxOffice(), {
    slotsHeld: 2,
    undecidedOrders: 0,
    oldestUndecidedSeconds: 0,
    unwrittenReservations: 0,
    unreadableObjects: 0,
  })
})

const paid = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, paid: '29.90', currency: 'EUR' } })

t.test('each plan has a reading with its tickets, its orders and its money', async t => {
  const { readings, registered, conference } = start()
  registered('a').orders.set('order-1', anOrder())
  registered('a').money.set('order-1', paid)
  conference('a').statuses.set('plan', {
    plan: aPlan({ capacity: 9 }),
    status: { held: 1, sold: 2, waiting: 3, left: 6 },
  })
  conference('b').statuses.set('other', { plan: aPlan(), status: {} })
  conference('c').statuses.set('elsewhere', { plan: aPlan(), status: {} })
  const money = [{ currency: 'EUR', revenue: 0, refundsDue: 0, disputed: 0 }]
  const nothing = { orders: new Map(), refundsDue: 0, money, ticketsMissing: 0, held: 0, sold: 0, waiting: 0 }
  t.strictSame(readings.plans(), [
    {
      namespace: 'a',
      plan: 'plan',
      orders: new Map([['New', 1]]),
      refundsDue: 0,
      money: [{ currency: 'EUR', revenue: 29.9, refundsDue: 0, disputed: 0 }],
      ticketsMissing: 0,
      held: 1,
      sold: 2,
      waiting: 3,
      left: 6,
      capacity: 9,
    },
    { namespace: 'b', plan: 'other', ...nothing, left: undefined, capacity: undefined },
  ])
})

t.test('each pool has a reading with its tickets', async t => {
  const { readings, conference } = start()
  const status = { held: 1, sold: 2, waiting: 3, left: 6 }
  conference('a').pools.set('pool', { pool: aSeatPool({ capacity: 9 }), status })
  conference('b').pools.set('other', { pool: aSeatPool({ name: 'other' }), status: {} })
  conference('c').pools.set('elsewhere', { pool: aSeatPool(), status: {} })
  t.strictSame(readings.pools(), [
    { namespace: 'a', pool: 'pool', ...status, capacity: 9 },
    { namespace: 'b', pool: 'other', held: 0, sold: 0, waiting: 0, left: 0, capacity: 10 },
  ])
})
