import type { Logger } from 'pino'
import type { BoxOfficeApi } from '../kube/box-office-api.ts'
import type { Clock } from './clock.ts'
import { Conference } from './conference/conference.ts'
import { createGate } from './leading/gate.ts'
import type { Leadership } from './leading/leadership.ts'
import { createOldArbiter } from './leading/old-arbiter.ts'
import type { Write } from './objects/reservation-object.ts'
import { Office } from './office.ts'
import { createReadings } from './readings.ts'
import { createRegistry, type Registered } from './registry.ts'
import { createNamespaces } from './views/namespaces.ts'
import type { ObjectChecks } from './views/object-checks.ts'
import { startViews, type Watch } from './views/views.ts'
import { createInquiries } from './writing/inquiries.ts'
import { PlanReports } from './writing/plan-reports.ts'
import { createUnwrittenBook } from './writing/unwritten.ts'
import type { WriteFailure } from './writing/write-failure.ts'
import { Writer } from './writing/writer.ts'

/** What can be read of a box office at any moment. */
export type Readings = ReturnType<typeof createReadings>

/** What is counted as it happens. */
export interface Counts {
  countDecision(seconds: number): void
  countWrite(outcome: 'stored' | WriteFailure, decision: Write['spec']['decision']): void
  countDifference(orders: number): void
}

export interface AssemblyOptions {
  api: BoxOfficeApi
  watch: Watch
  checks: ObjectChecks
  /** Takes note of what can be read; answers where to count. */
  measure(readings: Readings): Counts
  clock: Clock
  log: Pick<Logger, 'error' | 'warn' | 'info'>
}

/** The parts of a box office, put together: views → conferences → office → writer → API server → views. */
export function assembleBoxOffice(
  { api, watch, checks, measure, clock, log }: AssemblyOptions,
  { leader, signal }: { leader: Pick<Leadership, 'leads' | 'slots'>; signal: AbortSignal },
) {
  const reached = { orders: 0n, reservations: 0n, coupons: 0n }
  const registry = createRegistry(() => new Conference({ reached: () => reached }))
  const namespaces = createNamespaces()
  const unwritten = createUnwrittenBook(clock)
  const oldArbiter = createOldArbiter({ api, clock, log })
  const counts = measure(createReadings({ registry, clock, unwritten, ...leader }))
  const everywhere = [() => views.staleBecause(), () => oldArbiter.closedBecause()]
  const gate = createGate({ everywhere, leads: leader.leads, namespaces, registry })
  const touch = (registered: Registered) => office.touch(registered)
  const reports = new PlanReports({ api, gate, clock, unwritten, log, signal })
  const inquiries = createInquiries({ api, check: checks.Reservation, clock, answered: touch, log, signal })
  const count: WriterCount = (outcome, { name, spec }, { namespace }) => {
    counts.countWrite(outcome, spec.decision)
    if (outcome === 'stored') log.info({ namespace, name, decision: spec.decision, reason: spec.reason }, 'decided')
  }
  const inquire = inquiries.resolve
  const writer = new Writer({ api, gate, clock, unwritten, settled: touch, inquire, count, log })
  const office = new Office({
    registry,
    gate,
    clock,
    write: (registered, writes) => writer.enqueue(registered, writes),
    decided: counts.countDecision,
    lookedAt: registered => reports.touch(registered),
    log,
  })
  const changed = (registered: Registered, name?: string) => {
    if (name !== undefined) writer.changed(registered, name)
    office.touch(registered)
  }
  const suspected = () => oldArbiter.suspect()
  const views = startViews({ watch, checks, registry, namespaces, reached, clock, changed, suspected, log, signal })
  return { registry, gate, oldArbiter, counts, touch, inquiries, writer, office, views }
}

type WriterCount = ConstructorParameters<typeof Writer>[0]['count']
