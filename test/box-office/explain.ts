import t from 'tap'
import { type LiveObjects, runExplain, usage } from '../../hooks/box-office/explain.ts'
import { createObjectChecks } from '../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../hooks/http/validator.ts'
import type { CompositeController } from '../../hooks/kube/box-office-api.ts'
import { aNamespace, anOrder, aPlan, aReservation, now } from '../fixtures/objects.ts'

interface Cluster {
  objects: { kind: string; metadata: object }[]
  controllers?: CompositeController[] | Error
  down?: Error
}

const version = { metadata: { resourceVersion: '7' } }
const open = [aNamespace(), aPlan({ capacity: 3, ...version })]

/** The lines that are printed for an order among these objects. */
async function explain({ objects, controllers = [], down }: Cluster, ...argv: string[]): Promise<string[]> {
  const lines: string[] = []
  const live: LiveObjects = {
    async revision() {
      if (down) throw down
      return '100'
    },
    list: async ({ kind, revision }) => {
      t.equal(revision, kind === 'Namespace' ? undefined : '100')
      return objects.filter(object => object.kind === kind)
    },
  }
  await runExplain({
    argv: argv.length === 0 ? ['conf/order-1'] : argv,
    connect: () => ({
      objects: live,
      api: {
        compositeControllers: async () => {
          if (controllers instanceof Error) throw controllers
          return controllers
        },
      },
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
    '  price      The order has no reservation: its price is checked, and its seats are held if enough are free → Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z',
    'The box office would write: Held, 1 ticket, seat 1, until 2026-11-20T08:15:00Z.',
  ])
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
    '  no change  audit, release, lapse, shrink, sell, limit, grant, adopt',
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
  const annotations = { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' }
  const { spec: _, ...misfit } = aReservation({ name: 'order-2', ...version })
  const unnamed = { kind: 'Coupon', metadata: {} }
  const controllers = [{ name: 'old', parent: 'plans', parentApiVersion: 'app.corley.it/v1' }]
  const objects = [aNamespace({ metadata: { annotations } as never }), anOrder(version), misfit, unnamed]
  t.strictSame((await explain({ objects, controllers })).slice(-4), [
    'Not decided now: The namespace "conf" is being restored (annotation backup.app.corley.it/restoring).',
    'Not decided now: the CompositeController "old" of an older version decides on plans; delete it.',
    `Not decided now: Coupon "" cannot be read: coupon must have required property 'apiVersion'.`,
    `Not decided now: Reservation "order-2" cannot be read: reservation must have required property 'spec'.`,
  ])
  const last = (await explain({ objects: [...open, anOrder(version)], controllers: new Error('forbidden') })).at(-1)
  t.equal(
    last,
    'Not decided now: an older version may decide on plans; the CompositeControllers cannot be read: forbidden.',
  )
})

t.test('an order that cannot be explained leads to one sentence', async t => {
  await t.rejects(explain({ objects: open }), { message: 'Cannot explain order "conf/order-1": it must exist' })
  await t.rejects(explain({ objects: [], down: new Error('connection refused') }), {
    message: 'Cannot explain order "conf/order-1": the API server must answer: connection refused',
  })
  for (const argv of [['order-1'], ['a/b/c'], ['a/'], ['a/b', 'c/d'], ['--all']]) {
    await t.rejects(explain({ objects: open }, ...argv), {
      message: `Cannot explain "${argv.join(' ')}": it must be NAMESPACE/NAME of an order, or --help`,
    })
  }
  t.strictSame(await explain({ objects: [] }, '--help'), [usage])
})
