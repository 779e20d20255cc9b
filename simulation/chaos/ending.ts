import { isDeepStrictEqual } from 'node:util'
import { paymentName } from '../../hooks/payment/recording/payment-name.ts'
import { PutOffError } from '../../hooks/sync/order/put-off.ts'
import { StaleViewError } from '../../hooks/sync/order/stale-view.ts'
import { endFaults } from '../invariants/convergence.ts'
import type { SaleRecords } from '../invariants/records.ts'
import { type Answer, type Controller, orderController } from '../server/controllers.ts'
import { type KindName, kindNames, ownerOf, type Stored } from '../server/stored.ts'
import { allSeeingOffice } from './log/all-seeing-office.ts'
import type { LogChecker } from './log/log-checker.ts'
import type { Acknowledgement } from './sale/gateway.ts'

/** Every promise that the stored objects break once faults have stopped. `now` in milliseconds since 1970. */
export function endingFaults(checker: LogChecker, now: number): string[] {
  return [...endFaults({ list: checker.list, records: checker.records, now }), ...fixedPointFaults(checker, now)]
}

type Listed = Pick<LogChecker, 'list'>

/**
 * I8: the answers of the order hook and the box office to the stored objects are these objects. A version before 0.3.0
 * passes its own hooks, which also decided: then only their answers count.
 */
export function fixedPointFaults(
  { list, controllers }: Listed & { controllers?: readonly Controller[] },
  now: number,
): string[] {
  const hooks = controllers ?? [orderController]
  return [
    ...hooks.flatMap(hook =>
      list(hook.parent)
        .filter(parent => !isAnswered(parent, hook, { list, now }))
        .map(({ kind, metadata }) => `fixedPoint: ${kind} "${metadata.name}" is not what its hook answers`),
    ),
    ...(controllers === undefined ? officeFaults(list, now) : []),
  ]
}

/** The reservations, and the statuses of plans and pools, that differ from a full decision and report of the box office. */
function officeFaults(list: Listed['list'], now: number): string[] {
  const office = allSeeingOffice(list, now)
  const listUnreported = (kind: 'Plan' | 'SeatPool', statuses: ReadonlyMap<string, { status: object }>) =>
    list(kind)
      .filter(({ metadata, status }) => !isDeepStrictEqual(plain(statuses.get(metadata.name)?.status), plain(status)))
      .map(({ metadata: { name } }) => `fixedPoint: ${kind} "${name}" is not what the box office reports`)
  return [
    ...office
      .decideFully(now)
      .map(({ name }) => `fixedPoint: Reservation "${name}" is not what the box office decides`),
    ...listUnreported('Plan', office.planStatuses(now)),
    ...listUnreported('SeatPool', office.poolStatuses(now)),
  ]
}

function isAnswered(
  parent: Stored & { status?: object | undefined },
  controller: Controller,
  { list, now }: Listed & { now: number },
): boolean {
  const { uid } = parent.metadata
  const children = controller.children.flatMap(kind => list(kind).filter(child => ownerOf(child) === uid))
  const related = Object.fromEntries(
    controller.related.map(kind => [
      kind,
      list(kind).filter(one => controller.selects(parent, kind, one.metadata.name)),
    ]),
  )
  const own = Object.fromEntries(controller.children.map(kind => [kind, ofKind(kind, children)]))
  const answer = answerOf(() => controller.sync(parent, { ...own, ...related }, now))
  if (answer === undefined) return true
  const { observedGeneration: _, ...status } = (parent.status ?? {}) as { observedGeneration?: number }
  const wanted = answer.children.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()
  const there = children.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()
  const same = isDeepStrictEqual(plain(answer.status), plain(status)) && isDeepStrictEqual(wanted, there)
  return same && !children.some(child => isChanged(child, answer.children))
}

/** The answer of a hook; undefined while it is put off for another reason than a stale view. */
function answerOf(ask: () => Answer): Answer | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof PutOffError && !(error instanceof StaleViewError)) return undefined
    throw error
  }
}

/** Whether an answer changes the reservation. A child without a spec in the answer stays as it is. */
function isChanged(child: Stored, wanted: { kind: string; metadata: { name: string }; spec?: object }[]): boolean {
  const spec = wanted.find(({ kind, metadata }) => kind === child.kind && metadata.name === child.metadata.name)?.spec
  return child.kind === 'Reservation' && spec !== undefined && !isDeepStrictEqual(plain(spec), plain(child.spec))
}

function ofKind(kind: KindName, objects: Stored[]): Stored[] {
  return objects.filter(object => object.kind === kind)
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}))
}

/**
 * I3: every acknowledged report was recorded before, for its order and with its amount, and every record was reported, or
 * the cashier had to write it.
 */
export function acknowledgementFaults(
  acknowledged: Acknowledgement[],
  { orders }: SaleRecords,
  recordedByCashier: readonly string[] = [],
): string[] {
  const recorded = [...orders.values()].flatMap(({ name, payments }) => payments.map(payment => ({ name, payment })))
  const byName = new Map(recorded.map(({ name, payment }) => [payment.metadata.name, { name, payment }]))
  const reported = new Set([...acknowledged.map(nameOf), ...recordedByCashier])
  const lost = acknowledged.filter(report => {
    const { name, payment } = byName.get(nameOf(report)) ?? {}
    const at = Date.parse(payment?.metadata.creationTimestamp ?? '')
    return !(name === report.order && payment?.spec.gross === report.gross && at <= report.at)
  })
  const madeUp = recorded.filter(({ payment }) => !reported.has(payment.metadata.name))
  return [
    ...lost.map(({ transaction, order }) => `"${transaction}" of "${order}" was acknowledged and not recorded before`),
    ...madeUp.map(({ payment, name }) => `"${payment.metadata.name}" of "${name}" is recorded and nobody reported it`),
  ].map(fault => `recordedWhenAcknowledged: ${fault}`)
}

function nameOf({ transaction, status = 'Completed' }: Acknowledgement): string {
  return paymentName({ provider: 'PAYPAL', transactionId: transaction, state: status })
}

/** The differences between the lists of the API server and the end of the log: each one means that the log is incomplete. */
export async function listingFaults(
  checker: LogChecker,
  list: (kind: KindName) => Promise<{ metadata: { name: string; resourceVersion?: string | undefined } }[]>,
): Promise<string[]> {
  const faults = kindNames.map(async kind => {
    const versions = (objects: { metadata: { name: string; resourceVersion?: string | undefined } }[]) =>
      objects.map(({ metadata }) => `${metadata.name} of revision ${metadata.resourceVersion}`).sort()
    const there = versions(await list(kind))
    const told = versions(checker.list(kind))
    const differing = [...there.filter(one => !told.includes(one)), ...told.filter(one => !there.includes(one))]
    return differing.map(one => `logIsComplete: ${kind} ${one} is in the log or in the list, and not in both`)
  })
  return (await Promise.all(faults)).flat()
}
