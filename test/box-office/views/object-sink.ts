import t from 'tap'
import { createNamespaces } from '../../../hooks/box-office/views/namespaces.ts'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { createObjectSink, type ViewKind } from '../../../hooks/box-office/views/object-sink.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { aNamespace, anOrder, aPlan, aReservation, now } from '../../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)
const version = { metadata: { resourceVersion: '7' } }

/** A sink for each kind. */
function start({ isListed = true } = {}) {
  const { registry, conference } = fakeRegistry()
  const namespaces = createNamespaces()
  const [changed, logged]: [string[], unknown[][]] = [[], []]
  const suspected = { times: 0 }
  const sights: unknown[] = []
  const sinkOf = (kind: ViewKind) =>
    createObjectSink(
      { kind, isListed },
      {
        checks,
        registry,
        namespaces,
        clock: { now: () => now, monotonic: () => 0 },
        onChange: ({ namespace }, name) => void changed.push([namespace, name].filter(Boolean).join('/')),
        onOrder: sight => void sights.push(sight),
        onSuspicion: () => void suspected.times++,
        log: { error: (...line: unknown[]) => void logged.push(line) } as never,
      },
    )
  return { sinkOf, registry, namespaces, conference, changed, logged, suspected, sights }
}

const order = { namespace: 'conf', name: 'order-1', version: 7n }
const namespace = { namespace: '', name: 'conf', version: 8n }

t.test('a change of an order or its reservation names it, and a change of a plan does not', async t => {
  const { sinkOf, changed } = start()
  sinkOf('Order').onObject(order, anOrder(version))
  sinkOf('Reservation').onObject(order, aReservation(version))
  sinkOf('Plan').onObject({ ...order, name: 'plan' }, aPlan(version))
  t.strictSame(changed, ['conf/order-1', 'conf/order-1', 'conf'])
})

t.test('a sight of an order says whether the first list shows it', async t => {
  for (const isListed of [true, false]) {
    const { sinkOf, sights } = start({ isListed })
    sinkOf('Order').onObject(order, anOrder(version))
    t.strictSame(sights, [{ namespace: 'conf', name: 'order-1', order: anOrder(version), isFirst: !isListed }])
  }
})

t.test('a namespace changes its conference, if there is one', async t => {
  const { sinkOf, namespaces, registry, changed } = start()
  const conf = aNamespace()
  sinkOf('Namespace').onObject(namespace, conf)
  t.strictSame([namespaces.closedReason('conf'), registry.get('conf'), changed], [undefined, undefined, []])
  sinkOf('Order').onObject(order, anOrder(version))
  sinkOf('Namespace').onObject(namespace, { ...conf, status: { phase: 'Terminating' } })
  t.strictSame(
    [namespaces.closedReason('conf'), changed],
    ['The namespace "conf" is being deleted', ['conf/order-1', 'conf']],
  )
})

t.test('an empty conference is forgotten with its namespace, whichever is deleted last', async t => {
  const { sinkOf, registry, conference } = start()
  sinkOf('Namespace').onObject(namespace, aNamespace())
  sinkOf('Order').onObject(order, anOrder(version))
  sinkOf('Namespace').onDelete(namespace)
  t.ok(registry.get('conf'), 'an order is left')
  conference().empty = true
  sinkOf('Order').onDelete(order)
  t.equal(registry.get('conf'), undefined)
  sinkOf('Namespace').onObject(namespace, aNamespace())
  sinkOf('Order').onObject(order, anOrder(version))
  conference().empty = true
  sinkOf('Order').onDelete(order)
  t.ok(registry.get('conf'), 'its namespace is left')
  sinkOf('Namespace').onDelete(namespace)
  t.equal(registry.get('conf'), undefined)
})

t.test('a value that is no namespace is logged', async t => {
  const { sinkOf, logged } = start()
  sinkOf('Namespace').onUnnamed({})
  t.strictSame(logged, [[{ kind: 'Namespace', object: {} }, 'object without a name or a resourceVersion']])
})

t.test('only the first list reports a reservation of the old arbiter', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'u', controller: true }
  const old = aReservation({ metadata: { resourceVersion: '7', ownerReferences: [owner] } })
  const reports = (isListed: boolean, kind: ViewKind, object: object) => {
    const { sinkOf, suspected } = start({ isListed })
    sinkOf(kind).onObject(order, object)
    return suspected.times
  }
  t.strictSame(
    [reports(false, 'Reservation', old), reports(true, 'Reservation', old)],
    [1, 0],
    'a later one was restored, or was there all along',
  )
  t.strictSame(
    [reports(false, 'Reservation', aReservation(version)), reports(false, 'Order', anOrder(version))],
    [0, 0],
  )
})
