import { mock } from 'node:test'
import t, { type Test } from 'tap'
import type { Readings } from '../../hooks/box-office/assemble.ts'
import type { LeadershipOptions } from '../../hooks/box-office/leading/leadership.ts'
import { startBoxOffice } from '../../hooks/box-office/program.ts'
import { createObjectChecks } from '../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../hooks/http/validator.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { boxOfficeCluster } from '../fixtures/box-office/cluster.ts'
import { aNamespace, anOrder, aPlan } from '../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)

/** A box office that leads once it is ready, unless `leads` is false. */
async function start(t: Test, { leads = true, put = [aNamespace(), aPlan({ capacity: 3 })] as object[] } = {}) {
  const cluster = boxOfficeCluster()
  for (const object of put) cluster.put(object as never)
  const clock = { ahead: 0, now: Date.now, monotonic: () => performance.now() + clock.ahead }
  const lead: { leads: boolean; events?: Pick<LeadershipOptions, 'onChange' | 'onRound'>; released: number } = {
    leads,
    released: 0,
  }
  let readings: Readings | undefined
  const counted: string[] = []
  const boxOffice = startBoxOffice({
    ...cluster,
    lead(events) {
      lead.events = events
      return {
        isLeaderOf: () => lead.leads,
        slots: () => (lead.leads ? [0, 1] : []),
        stop: async () => {
          lead.released += 1
        },
      }
    },
    checks,
    measure(given) {
      readings = given
      return { ...noCounts, countWrite: outcome => void counted.push(outcome) }
    },
    events: { perSecond: 10, instance: 'replica-1' },
    clock,
    log: { info: () => {}, warn: () => {}, error: (line: object) => t.comment(line) },
  })
  t.teardown(() => boxOffice.stop())
  await new Promise(resolve => setImmediate(resolve))
  return { boxOffice, cluster, clock, lead, counted, readings: () => readings }
}

const noCounts = { countDecision: () => {}, countWrite: () => {}, countDifference: () => {}, countEvent: () => {} }

const held = ({ spec }: Reservation) => spec.decision === 'Held'

t.test('an order is decided when the watch shows it, and the status of its plan follows', async t => {
  const { cluster, boxOffice, readings, counted } = await start(t)
  cluster.put(anOrder())
  const { spec } = await cluster.until<Reservation>('Reservation', 'order-1', held)
  t.match(spec, { decision: 'Held', quantity: 1, seats: [1] })
  const { status } = await cluster.until<Plan>('Plan', 'plan', plan => plan.status?.held === 1)
  t.match(status, { held: 1, sold: 0, left: 2 })
  t.match(readings()?.boxOffice(), { slotsHeld: 2, undecidedOrders: 0 })
  t.strictSame(counted, ['stored'])
  t.strictSame(boxOffice.readiness(), { isReady: true, role: 'leader', slots: [0, 1], conferences: 1 })
})

t.test('a standby decides nothing until it leads', async t => {
  const { cluster, boxOffice, lead } = await start(t, { leads: false })
  cluster.put(anOrder())
  await new Promise(resolve => setImmediate(resolve))
  t.match(boxOffice.readiness(), { isReady: true, role: 'standby', slots: [] })
  t.equal(cluster.get('Reservation', 'order-1'), undefined)
  lead.leads = true
  lead.events?.onChange([0, 1])
  await cluster.until('Reservation', 'order-1', held)
})

t.test('nothing is decided while an old arbiter exists, and the readiness names it', async t => {
  const { cluster, boxOffice, lead, clock } = await start(t)
  const round = async () => {
    lead.events?.onRound()
    await new Promise(resolve => setImmediate(resolve))
  }
  cluster.controllers.push({ name: 'kconference-plan', parent: 'plans', parentApiVersion: 'app.corley.it/v1' })
  await round()
  t.match(boxOffice.readiness(), {
    isReady: true,
    waitsFor: 'The CompositeController "kconference-plan" decides on plans: upgrade or delete it',
  })
  cluster.put(anOrder())
  cluster.controllers.pop()
  await round()
  t.match(boxOffice.readiness(), { waitsFor: /^An arbiter of an older version may still write/ })
  clock.ahead = 60_000
  await cluster.until('Reservation', 'order-1', held)
})

t.test('a reservation of an old arbiter shows that it existed', async t => {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'uid-of-plan', controller: true }
  const { boxOffice } = await start(t, {
    put: [
      {
        apiVersion: 'app.corley.it/v1',
        kind: 'Reservation',
        metadata: { name: 'order-1', namespace: 'conf', ownerReferences: [owner] },
        spec: { orderRef: 'order-1', orderUid: 'u', decision: 'Held', quantity: 1, currency: 'EUR' },
      },
    ],
  })
  t.match(boxOffice.readiness(), { waitsFor: /^An arbiter of an older version may still write/ })
})

t.test('interrupted views make it unready', async t => {
  const { cluster, boxOffice, clock } = await start(t)
  cluster.connect(false)
  clock.ahead = 5_001
  t.match(boxOffice.readiness(), { isReady: false, waitsFor: /^The watch is interrupted: / })
})

t.test('a refused write is decided anew when its order changes, and a lost answer is looked up', async t => {
  const { cluster, counted } = await start(t)
  const { KubeError } = await import('../../hooks/kube/api.ts')
  cluster.refusals.push(
    new KubeError('conflict', { code: 409, reason: 'Conflict' }),
    new KubeError('timed out', { code: 504, reason: 'Timeout' }),
  )
  cluster.put(anOrder())
  while (counted.length === 0) await new Promise(resolve => setImmediate(resolve))
  cluster.put(anOrder({ quantity: 2, metadata: { generation: 2 } }))
  await cluster.until<Reservation>('Reservation', 'order-1', ({ spec }) => spec.quantity === 2)
  t.strictSame(counted, ['conflict', 'unknown', 'stored'])
})

t.test('orders that no view shows are looked up, and idle conferences are compared', async t => {
  mock.timers.enable({ apis: ['setInterval'] })
  t.teardown(() => mock.timers.reset())
  const { cluster, clock } = await start(t)
  cluster.put(anOrder())
  await cluster.until('Reservation', 'order-1', held)
  cluster.put(anOrder({ name: 'busy' }))
  mock.timers.tick(1_000)
  cluster.remove('Order', 'order-1')
  const later = Date.now() + 121_000
  mock.method(clock, 'now', () => later)
  clock.ahead = 300_000
  mock.timers.tick(10_000)
  await cluster.until<Reservation>('Reservation', 'order-1', ({ spec }) => spec.reason === 'OrderGone')
})

t.test('a stop releases the Leases, if there are any', async t => {
  const { boxOffice, lead, cluster } = await start(t)
  await boxOffice.stop()
  t.equal(lead.released, 1)
  cluster.put(anOrder())
  await boxOffice.ended
  const early = boxOfficeCluster()
  const never = startBoxOffice({
    ...early,
    lead: () => t.fail('it must not lead') as never,
    checks,
    measure: () => noCounts,
    events: { perSecond: 10, instance: 'replica-1' },
    clock: { now: Date.now, monotonic: () => performance.now() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  t.match(never.readiness(), { role: 'standby', slots: [] })
  await never.stop()
  await never.ended
})
