import t from 'tap'
import { byArrival, type Order } from '../../hooks/rules/order.ts'
import { fc } from '../fixtures/properties.ts'
import { anOrder } from '../fixtures/rules-box-office.ts'

const some: fc.Arbitrary<Order> = fc
  .record({
    createdAt: fc.constantFrom(1_000, 2_000),
    name: fc.constantFrom('order-1', 'order-10', 'order-2'),
    uid: fc.constantFrom('uid-1', 'uid-2'),
  })
  .map(anOrder)

t.test('does not change its arguments', async t => {
  const [a, b] = [anOrder(), anOrder({ name: 'order-2' })]
  const before = structuredClone([a, b])
  byArrival(a, b)
  t.strictSame([a, b], before)
})

t.test('orders stand in line by arrival, then name, then uid', async t => {
  const line = [
    anOrder({ createdAt: 1_000, name: 'order-9', uid: 'uid-9' }),
    anOrder({ createdAt: 2_000, name: 'order-1', uid: 'uid-8' }),
    anOrder({ createdAt: 2_000, name: 'order-2', uid: 'uid-1' }),
    anOrder({ createdAt: 2_000, name: 'order-2', uid: 'uid-2' }),
  ]
  t.strictSame(line.toReversed().sort(byArrival), line)
})

t.test('the line is a total order: two orders are alike only if they are the same', async () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const same = a.createdAt === b.createdAt && a.name === b.name && a.uid === b.uid
      const antisymmetric = Math.sign(byArrival(a, b)) + Math.sign(byArrival(b, a)) === 0
      const transitive = !(byArrival(a, b) <= 0 && byArrival(b, c) <= 0) || byArrival(a, c) <= 0
      return antisymmetric && transitive && (byArrival(a, b) === 0) === same
    }),
  )
})
