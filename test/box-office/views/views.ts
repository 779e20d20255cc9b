import t from 'tap'
import { createNamespaces } from '../../../hooks/box-office/views/namespaces.ts'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { startViews } from '../../../hooks/box-office/views/views.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import type { WatchListener } from '../../../hooks/kube/watch/list-watch.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { anOrder, aPayment, aReservation, aSeatPool, now } from '../../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)
const kinds = ['plans', 'seatpools', 'coupons', 'orders', 'payments', 'reservations', 'namespaces'] as const

/** Views whose watches the test plays, by the plural of their kind. */
function start() {
  const { registry, conference } = fakeRegistry()
  const namespaces = createNamespaces()
  const reached = { orders: 0n, reservations: 0n, coupons: 0n }
  const clock = { at: 0, now: () => now, monotonic: () => clock.at }
  const watches = new Map<string, WatchListener>()
  const [changed, logged]: [string[], unknown[][]] = [[], []]
  const suspected = { times: 0 }
  const note = (...line: unknown[]) => void logged.push(line)
  const views = startViews({
    watch: async ({ path, listener }) => void watches.set(path, listener),
    checks,
    registry,
    namespaces,
    reached,
    clock,
    onChange: ({ namespace }, name) => void changed.push([namespace, name].filter(Boolean).join('/')),
    onOrder: () => {},
    onSuspicion: () => void suspected.times++,
    log: { error: note, info: note, warn: note } as never,
    signal: new AbortController().signal,
  })
  const of = (plural: (typeof kinds)[number]) => {
    const path = plural === 'namespaces' ? '/api/v1/namespaces' : `/apis/app.corley.it/v1/${plural}`
    const listener = watches.get(path)
    if (listener === undefined) throw new Error(`nobody watches ${path}`)
    return listener
  }
  const list = (plural: (typeof kinds)[number], objects: object[] = [], version = 10n) => {
    of(plural).onListStart()
    of(plural).onPage(objects)
    of(plural).onListEnd(version)
  }
  const open = () => {
    for (const plural of kinds) list(plural)
    for (const plural of kinds) of(plural).onConnection(true)
  }
  const told = (namespace?: string) => conference(namespace).told.splice(0)
  return { views, registry, namespaces, reached, clock, of, list, open, changed, logged, told, conference, suspected }
}

const version = (resourceVersion: string) => ({ metadata: { resourceVersion } })

t.test('views are complete once every kind has been listed', async t => {
  const { views, list, of, changed } = start()
  t.equal(views.staleReason(), 'Not listed yet: Plan, SeatPool, Coupon, Order, Payment, Reservation, Namespace')
  let isListed = false
  const listed = views.listed.then(() => {
    isListed = true
  })
  for (const plural of kinds.slice(1)) list(plural)
  list('orders')
  t.equal(views.staleReason(), 'Not listed yet: Plan')
  await null
  t.equal(isListed, false)
  list('plans')
  await listed
  for (const plural of kinds) of(plural).onConnection(true)
  t.equal(views.staleReason(), undefined)
  t.strictSame(changed, [])
  await views.ended
})

t.test('views stay fresh for 5 s after an interruption of a watch', async t => {
  const { views, open, of, clock } = start()
  open()
  clock.at = 100_000
  of('payments').onConnection(false)
  clock.at += 5_000
  t.equal(views.staleReason(), undefined)
  clock.at += 1
  t.equal(views.staleReason(), 'The watch is interrupted: Payment')
  of('orders').onConnection(false)
  of('payments').onConnection(true)
  t.equal(views.staleReason(), undefined)
})

t.test('a watch that never connected after its list is interrupted from the start', async t => {
  const { views, list, clock } = start()
  for (const plural of kinds) list(plural)
  t.equal(views.staleReason(), undefined)
  clock.at += 5_001
  t.match(views.staleReason(), /^The watch is interrupted: Plan, /)
})

t.test('each object reaches the conference of its namespace, with a notification', async t => {
  const { open, of, changed, told } = start()
  open()
  const order = anOrder(version('12'))
  of('orders').onChange(order)
  of('payments').onChange(aPayment(version('13')))
  of('seatpools').onChange(aSeatPool(version('13')))
  of('orders').onDelete(anOrder({ metadata: { namespace: 'other', resourceVersion: '14' } }))
  t.match(told(), [
    ['see', { kind: 'Order', name: 'order-1', object: order, version: 12n }, now],
    ['see', { kind: 'Payment', name: 'paypal-1', version: 13n }, now],
    ['see', { kind: 'SeatPool', name: 'pool', version: 13n }, now],
  ])
  t.strictSame(told('other'), [['see', { kind: 'Order', name: 'order-1', object: undefined, version: 14n }, now]])
  t.strictSame(changed, ['conf/order-1', 'conf', 'conf', 'other/order-1'])
})

t.test('a watch reaches the version of an event, a bookmark or a whole list, never of part of a list', async t => {
  const { open, of, reached, changed, told } = start()
  open()
  t.strictSame(reached, { orders: 10n, reservations: 10n, coupons: 10n })
  of('reservations').onChange(aReservation(version('15')))
  t.equal(reached.reservations, 15n)
  of('reservations').onListStart()
  of('reservations').onPage([aReservation(version('20'))])
  t.equal(reached.reservations, 15n)
  told()
  changed.splice(0)
  of('reservations').onReach(30n)
  of('orders').onReach(40n)
  t.strictSame(reached, { orders: 40n, reservations: 30n, coupons: 10n })
  t.strictSame(
    [told(), changed],
    [
      [
        ['reach', now],
        ['reach', now],
      ],
      ['conf', 'conf'],
    ],
  )
  of('reservations').onDelete(aReservation(version('35')))
  t.equal(reached.reservations, 35n)
})

t.test('a list shows missed deletions, and every conference is notified', async t => {
  const { open, of, list, changed, told } = start()
  open()
  of('orders').onChange(anOrder(version('12')))
  told()
  changed.splice(0)
  list('orders', [], 20n)
  t.strictSame(told(), [
    ['see', { kind: 'Order', name: 'order-1', object: undefined, version: 20n }, now],
    ['reach', now],
  ])
  t.strictSame(changed, ['conf/order-1', 'conf', 'conf'])
})

t.test('a value that is no namespace is logged', async t => {
  const { of, logged } = start()
  of('namespaces').onChange({})
  t.strictSame(logged, [[{ kind: 'Namespace', object: {} }, 'object without a name or a resourceVersion']])
})

t.test('each view knows whether its kind has been listed', async t => {
  const { list, of, suspected } = start()
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'u', controller: true }
  const reservation = aReservation({ metadata: { resourceVersion: '5', ownerReferences: [owner] } })
  list('reservations')
  of('reservations').onChange(reservation)
  t.equal(suspected.times, 0)
  const later = start()
  later.list('reservations', [reservation])
  t.equal(later.suspected.times, 1)
})
