import t from 'tap'
import { usage } from '../../../hooks/box-office/explain/arguments.ts'
import { runExplain } from '../../../hooks/box-office/explain/explain.ts'
import type { LiveObjects } from '../../../hooks/box-office/explain/live-conference.ts'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import type { CompositeController } from '../../../hooks/kube/box-office-api.ts'
import { aNamespace, anOrder, aPlan, aReservation, aSeatPool, now } from '../../fixtures/objects.ts'

interface Cluster {
  objects: { kind: string; metadata: object }[]
  controllers?: CompositeController[]
}

const version = { metadata: { resourceVersion: '7' } }
const open = [aNamespace(), aPlan({ capacity: 3, ...version })]

/** The lines that are printed for an order among these objects. */
async function explain({ objects, controllers = [] }: Cluster, ...argv: string[]): Promise<string[]> {
  const lines: string[] = []
  const live: LiveObjects = {
    revision: async () => '100',
    list: async ({ kind }) => objects.filter(object => object.kind === kind),
  }
  await runExplain({
    argv: argv.length === 0 ? ['conf/order-1'] : argv,
    connect: () => ({
      objects: live,
      api: { compositeControllers: async () => controllers },
    }),
    checks: createObjectChecks(compileCheck),
    print: line => void lines.push(line),
    now: () => now,
    signal: new AbortController().signal,
  })
  return lines
}

t.test('the lines show the stored reservation, each rule, and the write', async t => {
  const lines = await explain({ objects: [...open, anOrder(version)] })
  t.strictSame(lines, [
    'order conf/order-1',
    '  asks       1 ticket of plan "plan" at 29.9',
    '  plan       3 of 3 left; 0 held, 0 sold, 0 waiting',
    '  stored     no reservation',
    '  price      The order has no reservation: the box office checks its price, and holds its seats if enough are free → Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z',
    'The box office would write: Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z.',
  ])
})

t.test('an order of a plan of a pool is explained with the pool', async t => {
  const pooled = [aNamespace(), aPlan({ capacity: 3, poolRef: 'pool', ...version }), anOrder(version)]
  const pool = aSeatPool({ capacity: 2, ...version })
  t.strictSame((await explain({ objects: [...pooled, pool] })).slice(2), [
    '  plan       2 of 3 left; 0 held, 0 sold, 0 waiting',
    '  pool       "pool": 2 of 2 left; 0 held, 0 sold, 0 waiting',
    '  stored     no reservation',
    '  price      The order has no reservation: the box office checks its price, and holds its seats if enough are free → Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z',
    'The box office would write: Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z.',
  ])
  t.equal(
    (await explain({ objects: pooled })).at(-1),
    'The box office would write: Waitlisted PoolNotFound, 1 ticket, "Waitlisted: there is no SeatPool "pool"".',
  )
})

t.test('without a change there is no write', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'uid-of-order-1' }
  const labels = { 'controller-uid': 'uid-of-order-1' }
  const metadata = { ...version.metadata, labels, ownerReferences: [{ ...owner, controller: true }] }
  const reservation = aReservation({
    decision: 'Sold',
    seats: [1],
    planRef: 'plan',
    orderGeneration: 1,
    metadata,
  })
  const lines = await explain({ objects: [...open, anOrder(version), reservation] })
  t.equal(lines.at(-1), 'The box office would write nothing.')
  t.strictSame(lines.slice(-3, -1), [
    '  no change  audit, release, prolong, announce, lapse, shrink, sell, limit, grant, adopt',
    '  none       Nothing changes',
  ])
})

t.test('a reservation of an earlier order of its name blocks the decision', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'gone', controller: true }
  const metadata = { ...version.metadata, ownerReferences: [owner] }
  const lines = await explain({
    objects: [...open, anOrder(version), aReservation({ orderUid: 'gone', metadata })],
  })
  t.equal(
    lines[3],
    '  none       An earlier order of this name still has a reservation; the new order waits until that is deleted',
  )
})

t.test('the lines name every reason why the box office cannot decide', async t => {
  const controllers = [{ name: 'old', parent: 'plans', parentApiVersion: 'app.corley.it/v1' }]
  t.equal(
    (await explain({ objects: [...open, anOrder(version)], controllers })).at(-1),
    'Not decided now: the CompositeController "old" of an older version decides on plans; delete it.',
  )
})

t.test('an order that does not exist cannot be explained', async t => {
  await t.rejects(explain({ objects: open }), { message: 'Cannot explain order "conf/order-1": it must exist' })
})

t.test('the help needs no API server', async t => {
  t.strictSame(await explain({ objects: [] }, '--help'), [usage])
})
