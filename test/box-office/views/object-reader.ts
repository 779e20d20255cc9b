import t from 'tap'
import type { Sighting } from '../../../hooks/box-office/conference/conference-office.ts'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { createObjectReader } from '../../../hooks/box-office/views/object-reader.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { anOrder, aReservation, now } from '../../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)

/** A reader of a kind that shows objects to a fake conference. */
function start(kind: Sighting['kind']) {
  const { registry, registered, conference } = fakeRegistry()
  const [seen, logged, orders]: [string[], unknown[][], unknown[]] = [[], [], []]
  const sink = createObjectReader({
    kind,
    check: checks[kind],
    registry,
    now: () => now,
    onOrder: ({ namespace }, name, order) => void orders.push([namespace, name, order]),
    onSight: (registered, name) => void seen.push(`${registered.namespace}/${name}`),
    log: { error: (...line: unknown[]) => void logged.push(line) } as never,
  })
  const identity = (name: string, version: bigint) => ({ namespace: 'conf', name, version })
  return { sink, identity, seen, logged, orders, registered, told: () => conference().told.splice(0) }
}

t.test('objects and deletions reach the conference of their namespace', async t => {
  const { sink, identity, seen, told } = start('Order')
  const order = anOrder()
  sink.onObject(identity('order-1', 5n), order)
  sink.onDelete(identity('order-1', 9n))
  t.strictSame(told(), [
    ['see', { kind: 'Order', name: 'order-1', object: order, version: 5n }, now],
    ['see', { kind: 'Order', name: 'order-1', object: undefined, version: 9n }, now],
  ])
  t.strictSame(seen, ['conf/order-1', 'conf/order-1'])
})

t.test('each readable order is shown, and its deletion', async t => {
  const { sink, identity, orders } = start('Order')
  const order = anOrder()
  sink.onObject(identity('order-1', 5n), order)
  sink.onObject(identity('order-1', 6n), { ...order, spec: { ...order.spec, quantity: '2' } })
  sink.onObject(identity('order-1', 7n), order)
  sink.onDelete(identity('order-1', 9n))
  t.strictSame(
    orders,
    [order, undefined, order, undefined].map(one => ['conf', 'order-1', one]),
  )
  const plans = start('Plan')
  plans.sink.onDelete(identity('plan', 9n))
  t.strictSame(plans.orders, [])
})

t.test('the status of an order is counted', async t => {
  const { sink, identity, registered } = start('Order')
  const counted = () => registered().orders.countsOf('plan').orders
  sink.onObject(identity('order-1', 5n), anOrder())
  t.strictSame(counted(), new Map([['New', 1]]))
  sink.onDelete(identity('order-1', 9n))
  t.strictSame(counted(), new Map())
})

t.test('the money of an order is counted', async t => {
  const { sink, identity, registered } = start('Order')
  const counted = () => registered().money.moneyOf({ name: 'plan', currency: 'EUR' })[0]?.revenue
  const status = { payment: 'CONFIRMED', quantity: 1, paid: '29.90', currency: 'EUR' } as const
  sink.onObject(identity('order-1', 5n), anOrder({ status }))
  t.equal(counted(), 29.9)
  sink.onDelete(identity('order-1', 9n))
  t.equal(counted(), 0)
})

t.test('an unreadable order counts as not seen until it is readable', async t => {
  const { sink, identity, seen, logged, told, registered } = start('Order')
  const order = anOrder()
  sink.onObject(identity('order-1', 5n), order)
  told()
  const misfit = { ...order, spec: { ...order.spec, quantity: '2' } }
  sink.onObject(identity('order-1', 6n), misfit)
  sink.onObject(identity('order-1', 7n), misfit)
  const fault = 'order/spec/quantity must be integer'
  t.strictSame(told(), [['see', { kind: 'Order', name: 'order-1', object: undefined, version: 6n }, now]])
  t.strictSame([...registered().unreadable], [['Order/order-1', fault]])
  t.strictSame(
    logged,
    [[{ kind: 'Order', namespace: 'conf', name: 'order-1', fault }, 'object cannot be read']],
    'it is logged once',
  )
  sink.onObject(identity('order-1', 8n), order)
  t.strictSame(told(), [['see', { kind: 'Order', name: 'order-1', object: order, version: 8n }, now]])
  t.strictSame([...registered().unreadable], [])
  t.equal(seen.length, 4)
})

t.test('an unreadable reservation keeps its last readable state', async t => {
  const { sink, identity, told, registered } = start('Reservation')
  const { spec: _, ...misfit } = aReservation()
  sink.onObject(identity('order-1', 5n), misfit)
  t.strictSame(told(), [])
  t.strictSame(
    [...registered().unreadable],
    [['Reservation/order-1', "reservation must have required property 'spec'"]],
  )
  sink.onDelete(identity('order-1', 6n))
  t.strictSame(told(), [['see', { kind: 'Reservation', name: 'order-1', object: undefined, version: 6n }, now]])
  t.strictSame([...registered().unreadable], [])
})

t.test('a defect in one object does not stop the others', async t => {
  const { sink, identity, seen, logged, told, registered } = start('Reservation')
  registered()
  const defect = new RangeError('cannot count')
  Object.assign(registered().conference, { defect })
  sink.onObject(identity('order-1', 5n), aReservation())
  sink.onObject(identity('order-2', 6n), aReservation({ name: 'order-2' }))
  t.strictSame([...registered().unreadable], [['Reservation/order-1', 'RangeError: cannot count']])
  t.strictSame(logged[0], [{ err: defect, kind: 'Reservation', name: 'order-1' }, 'reading an object failed'])
  t.equal(told().length, 1)
  t.strictSame(seen, ['conf/order-1', 'conf/order-2'])
})

t.test('a value that is no object is logged', async t => {
  const { sink, logged } = start('Order')
  sink.onUnnamed({ metadata: {} })
  t.strictSame(logged, [[{ kind: 'Order', object: { metadata: {} } }, 'object without a name or a resourceVersion']])
})
