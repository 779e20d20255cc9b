import t from 'tap'
import { createOldArbiter, isDecidedByOldArbiter } from '../../../hooks/box-office/leading/old-arbiter.ts'
import type { CompositeController } from '../../../hooks/kube/box-office-api.ts'
import type { OwnerReference } from '../../../hooks/schema/crd/object.ts'
import { aReservation } from '../../fixtures/objects.ts'

const controller = (name: string, parent: string, parentApiVersion = 'app.corley.it/v1'): CompositeController => ({
  name,
  parent,
  parentApiVersion,
})
const others = [controller('kconference-order', 'orders'), controller('foreign', 'plans', 'example.com/v1')]
const old = controller('kconference-plan', 'plans')
const { signal } = new AbortController()

function start() {
  const clock = { at: 0, monotonic: () => clock.at }
  const logged: unknown[][] = []
  const found: { controllers: CompositeController[] | Error } = { controllers: others }
  const arbiter = createOldArbiter({
    api: {
      compositeControllers: async () => {
        if (found.controllers instanceof Error) throw found.controllers
        return found.controllers
      },
    },
    clock,
    log: { warn: (...line: unknown[]) => void logged.push(line) } as never,
  })
  return { arbiter, clock, found, logged }
}

t.test('decisions wait for the first search, and begin if it finds no old arbiter', async t => {
  const { arbiter } = start()
  t.equal(arbiter.closedReason(), 'The search for an arbiter of an older version has not succeeded yet')
  await arbiter.look(signal)
  t.equal(arbiter.closedReason(), undefined)
})

t.test('nothing is decided while it exists, nor for a minute after it was last seen', async t => {
  const { arbiter, clock, found, logged } = start()
  found.controllers = [...others, old]
  await arbiter.look(signal)
  clock.at = 100_000
  await arbiter.look(signal)
  const exists = 'The CompositeController "kconference-plan" decides on plans: upgrade or delete it'
  t.equal(arbiter.closedReason(), exists)
  t.strictSame(logged, [
    [
      { name: 'kconference-plan' },
      'the box office decides nothing: delete this CompositeController of an older version',
    ],
  ])
  clock.at += 2_000
  found.controllers = others
  await arbiter.look(signal)
  t.equal(arbiter.closedReason(), 'An arbiter of an older version may still write: wait 58 s')
  clock.at += 57_999
  t.equal(arbiter.closedReason(), 'An arbiter of an older version may still write: wait 1 s')
  clock.at += 1
  t.equal(arbiter.closedReason(), undefined)
  found.controllers = [old]
  await arbiter.look(signal)
  t.equal(arbiter.closedReason(), exists, 'a rollback brings it back')
})

t.test('a failed search keeps the last result', async t => {
  const { arbiter, clock, found, logged } = start()
  const error = new Error('unreachable')
  found.controllers = error
  await arbiter.look(signal)
  t.equal(arbiter.closedReason(), 'The search for an arbiter of an older version has not succeeded yet')
  t.strictSame(logged, [[{ err: error }, 'looking for an arbiter of an older version failed; retrying']])
  found.controllers = others
  await arbiter.look(signal)
  found.controllers = error
  await arbiter.look(signal)
  t.equal(arbiter.closedReason(), undefined, 'there was none')
  found.controllers = [old]
  await arbiter.look(signal)
  found.controllers = error
  clock.at = 1_000_000
  await arbiter.look(signal)
  t.match(arbiter.closedReason(), /^The CompositeController "kconference-plan"/, 'there was one')
})

t.test('only one search runs at a time', async t => {
  let times = 0
  const arbiter = createOldArbiter({
    api: {
      compositeControllers: async () => {
        times += 1
        return []
      },
    },
    clock: { monotonic: () => 0 },
    log: { warn: () => {} } as never,
  })
  await Promise.all([arbiter.look(signal), arbiter.look(signal)])
  t.equal(times, 1)
  await arbiter.look(signal)
  t.equal(times, 2)
})

t.test('a trace of it counts as a sight, once', async t => {
  const { arbiter, clock } = start()
  await arbiter.look(signal)
  arbiter.suspect()
  clock.at = 30_000
  arbiter.suspect()
  t.equal(arbiter.closedReason(), 'An arbiter of an older version may still write: wait 30 s')
  clock.at = 60_000
  t.equal(arbiter.closedReason(), undefined)
})

t.test('a reservation that counts and whose plan owns it was decided by the old arbiter', async t => {
  const owner = (kind: string, controller?: boolean): OwnerReference => ({
    apiVersion: 'app.corley.it/v1',
    kind,
    name: 'x',
    uid: 'u',
    ...(controller !== undefined && { controller }),
  })
  const of = (decision: 'Held' | 'Refused', ownerReferences: OwnerReference[]) =>
    isDecidedByOldArbiter(aReservation({ decision, metadata: { ownerReferences } }))
  t.equal(of('Held', [owner('Order'), owner('Plan', true)]), true)
  t.equal(of('Refused', [owner('Plan', true)]), false, 'it counts for nothing')
  t.equal(of('Held', [owner('Plan')]), false, 'the plan is not its controller')
  t.equal(of('Held', [owner('Order', true)]), false)
  t.equal(isDecidedByOldArbiter(aReservation()), false)
  t.equal(isDecidedByOldArbiter({ metadata: { ownerReferences: [owner('Plan', true)] } as never }), false)
  t.equal(isDecidedByOldArbiter({}), false)
})
