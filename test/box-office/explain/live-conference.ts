import t from 'tap'
import { readConference } from '../../../hooks/box-office/explain/live-conference.ts'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import type { CompositeController } from '../../../hooks/kube/box-office-api.ts'
import { aNamespace, anOrder, aPlan, aReservation, now } from '../../fixtures/objects.ts'

interface Cluster {
  objects: { kind: string; metadata: object }[]
  controllers?: CompositeController[] | Error
  down?: Error
}

const version = { metadata: { resourceVersion: '7' } }
const order = anOrder(version)

/** The conference of an order among these objects. */
function read({ objects, controllers = [], down }: Cluster) {
  return readConference(
    { namespace: 'conf', name: 'order-1' },
    {
      connect: () => ({
        objects: {
          async revision() {
            if (down) throw down
            return '100'
          },
          list: async ({ kind, revision }) => {
            t.equal(revision, kind === 'Namespace' ? undefined : '100')
            return objects.filter(object => object.kind === kind)
          },
        },
        api: {
          async compositeControllers() {
            if (controllers instanceof Error) throw controllers
            return controllers
          },
        },
      }),
      checks: createObjectChecks(compileCheck),
      now: () => now,
      signal: new AbortController().signal,
    },
  )
}

t.test('the conference has its live objects, and no watch is behind', async t => {
  const { conference, orders, hindrances } = await read({ objects: [aNamespace(), aPlan(version), order] })
  t.strictSame([[...orders], hindrances], [[['order-1', order]], []])
  t.match(conference.decideFully(now), [{ name: 'order-1', spec: { decision: 'Held' } }])
})

t.test('each reason why the box office cannot decide is a hindrance', async t => {
  const annotations = { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' }
  const { spec: _, ...misfit } = aReservation({ name: 'order-2', ...version })
  const unnamed = { kind: 'Coupon', metadata: {} }
  const controllers = [{ name: 'old', parent: 'plans', parentApiVersion: 'app.corley.it/v1' }]
  const objects = [aNamespace({ metadata: { annotations } as never }), order, misfit, unnamed]
  t.strictSame((await read({ objects, controllers })).hindrances, [
    'The namespace "conf" is being restored (annotation backup.app.corley.it/restoring)',
    'the CompositeController "old" of an older version decides on plans; delete it',
    `Coupon "" cannot be read: coupon must have required property 'apiVersion'`,
    `Reservation "order-2" cannot be read: reservation must have required property 'spec'`,
  ])
  t.strictSame((await read({ objects: [aNamespace(), order], controllers: new Error('forbidden') })).hindrances, [
    'an older version may decide on plans; the CompositeControllers cannot be read: forbidden',
  ])
})

t.test('an API server that does not answer leads to one sentence', async t => {
  await t.rejects(read({ objects: [], down: new Error('connection refused') }), {
    message: 'Cannot explain order "conf/order-1": the API server must answer: connection refused',
  })
})
