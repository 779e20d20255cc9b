import t from 'tap'
import { handBack } from '../../hooks/hand-back/hand-back.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { soldConference, uidOf } from '../fixtures/backup/sold-conference.ts'
import {
  aLease,
  createHandBackCluster,
  type HandBackCluster,
  refusal,
  type Stored,
} from '../fixtures/box-office/hand-back-cluster.ts'
import { anOrder, aPlan, aReservation } from '../fixtures/objects.ts'

const { signal } = new AbortController()

function sold(more: Partial<Stored> = {}): HandBackCluster {
  const of = <T>(kind: string) => soldConference.filter(object => object.kind === kind) as unknown as T[]
  return createHandBackCluster({
    namespaces: ['default', 'conf'],
    plans: of<Plan>('Plan'),
    orders: of<Order>('Order'),
    reservations: of<Reservation>('Reservation'),
    ...more,
  })
}

/** Hands back, and returns the result and the log. */
async function run(api: HandBackCluster, namespaces: string[] = []) {
  const lines: string[] = []
  const pause = async () => undefined
  const handedBack = await handBack({ api, namespaces, signal, log: line => lines.push(line), pause })
  return { ...handedBack, lines }
}

const owners = ({ stored }: HandBackCluster) =>
  stored.reservations.map(({ metadata }) => metadata.ownerReferences?.map(({ kind, uid }) => `${kind} ${uid}`))

/** The requests that find what 0.2.0 would sell wrongly. */
const looksAt = (namespace: string) => ['plans', 'reservations', 'coupons'].map(kind => `list ${kind} of ${namespace}`)

t.test('every reservation is given back to its plan', async t => {
  const api = sold()
  t.strictSame(await run(api), { owned: 3, left: 0, lines: ['reservations of "conf": 3'] })
  t.strictSame(
    owners(api),
    Array.from({ length: 3 }, () => [`Plan ${uidOf('Plan')}`]),
  )
  t.strictSame(api.requests, [
    ...['controllers', 'leases', 'namespaces', ...looksAt('default'), ...looksAt('conf')],
    'list reservations of default',
    ...['reservations', 'plans', 'orders'].map(plural => `list ${plural} of conf`),
    ...['replace sold', 'replace waiting-b', 'replace waiting-a', 'controllers', 'leases'],
  ])
  const before = api.stored.reservations
  t.strictSame(await run(api), { owned: 3, left: 0, lines: ['reservations of "conf": 3'] }, 'again')
  t.equal(api.stored.reservations[0], before[0], 'nothing is written twice')
})

t.test('only the given namespaces are read', async t => {
  const api = sold()
  t.strictSame(await run(api, ['other']), { owned: 0, left: 0, lines: [] })
  t.strictSame(api.requests, [
    ...['controllers', 'leases', ...looksAt('other'), 'list reservations of other', 'controllers', 'leases'],
  ])
})

t.test('a reservation without a plan is reported and left, one without an order is given back too', async t => {
  const lost = aReservation({ name: 'lost', planRef: 'gone' })
  const unnamed = aReservation({ name: 'unnamed' })
  const orphan = aReservation({ name: 'orphan', planRef: 'seats' })
  const api = sold({ reservations: [lost, unnamed, orphan], orders: [anOrder({ name: 'lost', planRef: 'gone' })] })
  t.strictSame(await run(api), {
    owned: 1,
    left: 2,
    lines: [
      'Reservation "conf/lost" stays as it is: its plan "gone" does not exist',
      'Reservation "conf/unnamed" stays as it is: its plan "" does not exist',
      'Reservation "conf/orphan": its order does not exist; 0.2.0 deletes the reservation',
      'reservations of "conf": 1',
    ],
  })
  t.strictSame(owners(api), [undefined, undefined, [`Plan ${uidOf('Plan')}`]])
})

t.test('a reservation that names no plan belongs to the plan of its order, or to its owner', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'uid-of-plan' }
  const owned = (name: string, ownerReferences: object[]) =>
    aReservation({ name, metadata: { ownerReferences: ownerReferences as never } })
  const api = createHandBackCluster({
    plans: [aPlan()],
    orders: [anOrder()],
    reservations: [aReservation(), owned('left', [{ ...owner, controller: true }]), owned('other', [owner])],
  })
  t.match(await run(api, ['conf']), {
    owned: 2,
    left: 1,
    lines: [
      'Reservation "conf/left": its order does not exist; 0.2.0 deletes the reservation',
      'Reservation "conf/other" stays as it is: its plan "" does not exist',
      'reservations of "conf": 2',
    ],
  })
})

t.test('a reservation that changed meanwhile is read again, and a deleted one is skipped', async t => {
  const api = sold()
  const changed = new Set<string>()
  api.asked = request => {
    const [name] = /(?<=replace ).*/.exec(request) ?? []
    if (name === undefined || changed.has(name)) return
    changed.add(name)
    const version = `9${changed.size}`
    api.stored.reservations = api.stored.reservations.flatMap(one => {
      if (one.metadata.name !== name) return [one]
      return name === 'sold' ? [{ ...one, metadata: { ...one.metadata, resourceVersion: version } }] : []
    })
  }
  t.match(await run(api), { owned: 3, left: 0 })
  t.strictSame(owners(api), [[`Plan ${uidOf('Plan')}`]])
  t.ok(api.requests.includes('get sold'))
  const going = sold()
  going.asked = request => {
    if (request.startsWith('replace')) throw refusal(409, 'Conflict')
    if (request.startsWith('get')) going.stored.reservations = []
  }
  t.match(await run(going), { owned: 3, left: 0 })
})

t.test('a reservation without a namespace is looked up in none', async t => {
  const { namespace: _, ...metadata } = aReservation({ planRef: 'plan' }).metadata
  const api = createHandBackCluster({ plans: [aPlan()], orders: [anOrder()] })
  const list = api.list.bind(api)
  api.list = (plural, namespace, signal) =>
    plural === 'reservations'
      ? Promise.resolve([{ ...aReservation({ planRef: 'plan' }), metadata }] as never[])
      : list(plural, namespace, signal)
  api.replaceReservation = () => Promise.reject(refusal(409, 'Conflict'))
  api.getReservation = async key => void t.strictSame(key, { name: 'order-1', namespace: '' })
  t.match(await run(api, ['conf']), { owned: 1 })
})

t.test('repeated refusals of the API server end the command', async t => {
  for (const [code, reason, times] of [
    [409, 'Conflict', 5],
    [403, 'Forbidden', 1],
  ] as const) {
    const api = sold({ reservations: [aReservation({ planRef: 'seats' })] })
    api.asked = request => {
      if (request.startsWith('replace')) throw refusal(code, reason)
    }
    await t.rejects(run(api), { code, reason })
    t.equal(api.requests.filter(request => request.startsWith('replace')).length, times)
  }
  const broken = sold()
  broken.asked = request => {
    if (request.startsWith('replace')) throw new TypeError('a bug')
  }
  await t.rejects(run(broken), new TypeError('a bug'))
})

t.test('nothing is written if a later conference has something that 0.2.0 would sell wrongly', async t => {
  const pooled = aPlan({ name: 'early', poolRef: 'hall', metadata: { namespace: 'zoo' } })
  const api = sold({ namespaces: ['conf', 'zoo'] })
  api.stored.plans.push(pooled)
  await t.rejects(run(api), { message: /^Cannot hand reservations back: the plan "zoo\/early" sells seats of a pool/ })
  t.strictSame(api.requests, ['controllers', 'leases', 'namespaces', ...looksAt('conf'), 'list plans of zoo'])
})

t.test('nothing is written while an arbiter runs, and one that started meanwhile is reported', async t => {
  const plan = { name: 'kconference-plan', parent: 'plans', parentApiVersion: 'app.corley.it/v1' }
  const refused = {
    message: 'Cannot hand reservations back: the CompositeController "kconference-plan" decides on plans; delete it',
  }
  const before = sold({ controllers: [plan] })
  await t.rejects(run(before), refused)
  t.strictSame(before.requests, ['controllers'])
  const after = sold({ leases: [aLease(0)] })
  after.asked = request => {
    if (request === 'replace waiting-a') after.stored.controllers = [plan]
  }
  await t.rejects(run(after), refused)
})
