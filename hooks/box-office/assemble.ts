import type { Logger } from 'pino'
import type { BoxOfficeApi } from '../kube/box-office-api.ts'
import type { Clock } from './clock.ts'
import { ConferenceOffice } from './conference/conference-office.ts'
import type { EventOutcome } from './events/event-writer.ts'
import { recordMilestones } from './events/record-milestones.ts'
import { createGate } from './leading/gate.ts'
import type { Leadership } from './leading/leadership.ts'
import { createOldArbiter } from './leading/old-arbiter.ts'
import type { Write } from './objects/reservation-object.ts'
import { Office } from './office.ts'
import { createReadings } from './readings.ts'
import { createConferenceRegistry, type Registered } from './registry.ts'
import { createNamespaces } from './views/namespaces.ts'
import type { ObjectChecks } from './views/object-checks.ts'
import { startViews, type Watch } from './views/views.ts'
import { createInquiries } from './writing/inquiries.ts'
import type { WriteFailure } from './writing/send-write.ts'
import { StatusReports } from './writing/status-reports.ts'
import { createUnwrittenBook } from './writing/unwritten.ts'
import { Writer } from './writing/writer.ts'

/** The numbers of a box office that metrics read at each scrape. */
export type Readings = ReturnType<typeof createReadings>

/** The events of a box office that metrics count. */
export interface Counts {
  countDecision(seconds: number): void
  countWrite(outcome: 'stored' | WriteFailure, decision: Write['spec']['decision']): void
  countDifference(orders: number): void
  countEvent(outcome: EventOutcome): void
}

export interface AssemblyOptions {
  api: BoxOfficeApi
  watch: Watch
  checks: ObjectChecks
  /** Receives the readings, and returns the counters. */
  measure(readings: Readings): Counts
  /** The Events of orders: the most per second, and the name of this replica in them. */
  events: { perSecond: number; instance: string }
  clock: Clock
  log: Pick<Logger, 'error' | 'warn' | 'info'>
}

/** Connects the parts of a box office: views → conferences → office → writer → API server → views. */
export function assembleBoxOffice(
  { api, watch, checks, measure, events, clock, log }: AssemblyOptions,
  { leader, signal }: { leader: Pick<Leadership, 'isLeaderOf' | 'slots'>; signal: AbortSignal },
) {
  const reached = { orders: 0n, reservations: 0n, coupons: 0n }
  const registry = createConferenceRegistry(() => new ConferenceOffice({ readReach: () => reached }))
  const namespaces = createNamespaces()
  const unwritten = createUnwrittenBook(clock)
  const oldArbiter = createOldArbiter({ api, clock, log })
  const counts = measure(createReadings({ registry, clock, unwritten, ...leader }))
  const closedReasons = [() => views.staleReason(), () => oldArbiter.closedReason()]
  const gate = createGate({ closedReasons, isLeaderOf: leader.isLeaderOf, namespaces, registry })
  const touch = (registered: Registered) => office.touch(registered)
  const reports = new StatusReports({ api, gate, clock, unwritten, log, signal })
  const inquiries = createInquiries({ api, check: checks.Reservation, clock, unwritten, onAnswer: touch, log, signal })
  const count: WriterCount = (outcome, { name, spec }, { namespace }) => {
    counts.countWrite(outcome, spec.decision)
    if (outcome === 'stored')
      log.info({ namespace, name, decision: spec.decision, reason: spec.reason }, 'wrote a decision')
  }
  const inquire = inquiries.resolve
  const writer = new Writer({ api, gate, clock, unwritten, onSettle: touch, inquire, count, log })
  const office = new Office({
    registry,
    gate,
    clock,
    write: (registered, writes) => writer.enqueue(registered, writes),
    onDecision: counts.countDecision,
    onLook: registered => reports.touch(registered),
    log,
  })
  const onChange = (registered: Registered, name?: string) => {
    if (name !== undefined) writer.noteChange(registered, name)
    office.touch(registered)
  }
  const onOrder = recordMilestones({ ...events, ...leader, api, clock, count: counts.countEvent, log, signal })
  const onSuspicion = () => oldArbiter.suspect()
  const noticed = { onChange, onOrder, onSuspicion }
  const views = startViews({ watch, checks, registry, namespaces, reached, clock, ...noticed, log, signal })
  return { registry, gate, oldArbiter, counts, touch, inquiries, writer, office, views }
}

type WriterCount = ConstructorParameters<typeof Writer>[0]['count']
