import t from 'tap'
import { assembleBoxOffice } from '../../hooks/box-office/assemble.ts'
import { createObjectChecks } from '../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../hooks/http/validator.ts'
import { KubeError } from '../../hooks/kube/api.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { boxOfficeCluster } from '../fixtures/box-office/cluster.ts'
import { aNamespace, anOrder, aPlan, now } from '../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)
const noCounts = { countDecision: () => {}, countWrite: () => {}, countDifference: () => {}, countEvent: () => {} }

t.test('an order that a watch shows is decided, written, counted and logged', async t => {
  const cluster = boxOfficeCluster()
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'u', controller: true }
  cluster.put(aNamespace())
  cluster.put(aPlan())
  const ending = new AbortController()
  const [counted, logged]: [string[], unknown[]] = [[], []]
  const parts = assembleBoxOffice(
    {
      ...cluster,
      checks,
      measure: readings => ({
        countDecision: seconds => t.ok(seconds >= 0),
        countWrite: (outcome, decision) => void counted.push(`${decision} ${outcome}, ${readings.plans().length} plan`),
        countDifference: () => {},
        countEvent: outcome => void counted.push(`Event ${outcome}`),
      }),
      events: { perSecond: 10, instance: 'replica-1' },
      clock: { now: Date.now, monotonic: () => performance.now() },
      log: {
        info: (line: object) => 'decision' in line && logged.push(line),
        warn: () => {},
        error: () => {},
      },
    },
    { leader: { isLeaderOf: () => true, slots: () => [] }, signal: ending.signal },
  )
  await parts.oldArbiter.look(ending.signal)
  cluster.refusals.push(
    new KubeError('conflict', { code: 409, reason: 'Conflict' }),
    new KubeError('timed out', { code: 504, reason: 'Timeout' }),
  )
  cluster.put(anOrder())
  while (counted.length === 0) await new Promise(resolve => setImmediate(resolve))
  cluster.put(anOrder({ quantity: 2, metadata: { generation: 2 } }))
  await cluster.until<Reservation>('Reservation', 'order-1', ({ spec }) => spec.quantity === 2)
  await new Promise(resolve => setImmediate(resolve))
  t.strictSame(counted, ['Held conflict, 1 plan', 'Held unknown, 1 plan', 'Held stored, 1 plan'])
  t.strictSame(logged, [{ namespace: 'conf', name: 'order-1', decision: 'Held', reason: undefined }])
  t.equal(parts.oldArbiter.closedReason(), undefined)
  cluster.put({
    ...anOrder({ name: 'order-2' }),
    kind: 'Reservation',
    spec: { orderRef: 'order-2', orderUid: 'u', decision: 'Held', quantity: 1, currency: 'EUR' },
    metadata: { ...aPlan().metadata, name: 'order-2', ownerReferences: [owner] },
  } as never)
  await new Promise(resolve => setImmediate(resolve))
  t.equal(parts.oldArbiter.closedReason(), undefined, 'only the first list counts')
  parts.office.stop()
  await parts.writer.stop(100)
  ending.abort()
  await parts.views.ended
})

t.test('the first list shows a reservation of an old arbiter', async t => {
  const cluster = boxOfficeCluster()
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'u', controller: true }
  cluster.put({
    ...aPlan({ name: 'order-1', metadata: { ownerReferences: [owner] } }),
    kind: 'Reservation',
    spec: { orderRef: 'order-1', orderUid: 'u', decision: 'Sold', quantity: 1, currency: 'EUR' },
  } as never)
  const ending = new AbortController()
  const parts = assembleBoxOffice(
    {
      ...cluster,
      checks,
      measure: () => noCounts,
      events: { perSecond: 10, instance: 'replica-1' },
      clock: { now: Date.now, monotonic: () => performance.now() },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    },
    { leader: { isLeaderOf: () => true, slots: () => [] }, signal: ending.signal },
  )
  await parts.oldArbiter.look(ending.signal)
  t.match(parts.oldArbiter.closedReason(), /^An arbiter of an older version may still write/)
  parts.office.stop()
  ending.abort()
  await parts.views.ended
})

t.test('the leader of an order shows its steps in Events, and a standby does not', async t => {
  for (const isLeader of [true, false]) {
    const cluster = boxOfficeCluster()
    const counted: string[] = []
    const ending = new AbortController()
    const parts = assembleBoxOffice(
      {
        ...cluster,
        checks,
        measure: () => ({ ...noCounts, countEvent: outcome => void counted.push(outcome) }),
        events: { perSecond: 10, instance: 'replica-1' },
        clock: { now: () => now, monotonic: () => 0 },
        log: { info: () => {}, warn: () => {}, error: () => {} },
      },
      { leader: { isLeaderOf: () => isLeader, slots: () => [] }, signal: ending.signal },
    )
    const waits = { payment: 'PENDING', quantity: 0, reason: 'Waitlisted', message: 'Waitlisted' } as const
    cluster.put(anOrder({ status: waits }))
    await new Promise(resolve => setImmediate(resolve))
    await new Promise(resolve => setImmediate(resolve))
    const shown = cluster.events.map(({ reason, reportingInstance, eventTime }) => [
      reason,
      reportingInstance,
      eventTime,
    ])
    t.strictSame(shown, isLeader ? [['Waitlisted', 'replica-1', '2026-11-20T08:00:00.000000Z']] : [])
    t.strictSame(counted, isLeader ? ['stored'] : [])
    parts.office.stop()
    ending.abort()
    await parts.views.ended
  }
})
