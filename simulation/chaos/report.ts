import type { Books } from '../../local/gateway/books.ts'
import { countPaidTwice } from '../till/invariants/till-end.ts'
import { chargesOf, refundMovements } from '../till/movements.ts'
import type { Violation } from './log/log-checker.ts'
import type { Stage } from './stage.ts'

/** The result of a run: its violations, and its figures by name in the order of their display. */
export interface Report {
  figures: Map<string, string | number>
  violations: Violation[]
}

interface Run {
  engine: string
  stage: Stage
  /** The books of the gateway at the end; undefined if the run was broken off. */
  books: Books | undefined
  kills: readonly string[]
  /** The time without decisions after each kill of the leading box office, in milliseconds. */
  gaps: readonly number[]
  violations: Violation[]
  /** The number of revisions of the whole store. */
  revisions: number
  durationMs: number
}

export function reportOf({ engine, stage, books, kills, gaps, violations, revisions, durationMs }: Run): Report {
  const { checker, resumptions } = stage.recorder
  const orders = checker.list('Order')
  const due = orders.filter(({ status }) => status?.conditions?.some(isRefundDue))
  const outcomes = countNames(orders.map(({ status }) => `orders ${status?.payment} ${status?.reason}`))
  const decisions = countNames(checker.list('Reservation').map(({ spec }) => spec.decision))
  const { acknowledged, calls } = stage.gateway
  const challenged = checker.challengedCount()
  const figures = new Map<string, string | number>([
    ['engine', engine],
    ['orders', orders.length],
    ...[...outcomes].sort(([a], [b]) => (a < b ? -1 : 1)),
    ['orders with a refund due', due.length],
    ['reservations', countList(decisions)],
    ['tickets', checker.list('Ticket').length],
    ...checker.list('Plan').map(({ metadata, spec, status }): [string, string] => {
      return [`plan ${metadata.name}`, `${status?.sold} sold, ${status?.held} held, of ${spec.capacity}`]
    }),
    ['payments recorded', checker.list('Payment').length],
    ['reports acknowledged', acknowledged.length],
    ['calls of the endpoint by answer', countList(calls)],
    ...tillFigures(stage, books),
    ['kill -9', countList(countNames(kills))],
    [
      'until the standby decided, after the kill of the leader',
      gaps.map(ms => `${(ms / 1000).toFixed(1)} s`).join(', '),
    ],
    ['watch resumed', resumptions()],
    ['revisions of the store', revisions],
    ['revisions checked', checker.checkedCount()],
    ['holds that were granted twice and ended by the audit', challenged],
    ['violations', violations.length],
    ['duration', `${Math.round(durationMs / 1000)} s`],
  ])
  return { figures, violations }
}

function tillFigures({ recorder: { checker } }: Stage, books: Books | undefined): [string, string | number][] {
  const { checkouts } = checker.till
  const states = countNames([...checkouts.values()].map(({ status }) => status?.state ?? 'Requested'))
  const refunds = countNames(checker.list('Refund').map(({ status }) => status?.state ?? 'Requested'))
  const ofGateway: [string, number][] =
    books === undefined
      ? []
      : [
          ['charges of the gateway', chargesOf(books).length],
          ['charges of orders that were charged before', countPaidTwice({ books, checkouts })],
          ['refunds of the gateway', refundMovements(books).length],
        ]
  return [['checkouts', countList(states)], ['refunds', countList(refunds)], ...ofGateway]
}

/** The figures as a table of two columns. */
export function tableOf({ figures }: Report): string {
  const width = Math.max(...[...figures.keys()].map(name => name.length))
  return [...figures].map(([name, figure]) => `${name.padEnd(width)}  ${figure}`).join('\n')
}

/** A violation with its revision, and its objects before and after that. */
export function sentenceOf({ sentence, revision, objects }: Violation): string {
  const at = revision === undefined ? 'at the end' : `at revision ${revision}`
  return [`VIOLATION ${at}: ${sentence}`, ...objects.map(object => `  ${JSON.stringify(object)}`)].join('\n')
}

function isRefundDue({ type, status }: { type: string; status: string }): boolean {
  return type === 'RefundDue' && status === 'True'
}

function countNames(names: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1)
  return found
}

function countList(figures: Map<string, number>): string {
  return [...figures].map(([name, count]) => `${name} ${count}`).join(', ')
}
