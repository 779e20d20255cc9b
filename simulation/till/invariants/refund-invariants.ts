import { amountInMinorUnits, priceInMinorUnits } from '../../../hooks/rules/money.ts'
import { isHolding } from '../../../hooks/rules/reservation.ts'
import type { Books } from '../../../local/gateway/books.ts'
import { type OrderPast, type SaleRecords, versionsInForce } from '../../invariants/records.ts'
import type { Store } from '../../server/store.ts'
import type { ChangeOf } from '../../server/stored.ts'
import { type RefundMovement, refundMovements } from '../movements.ts'
import type { TillWorld } from '../till-world.ts'
import { objectsInForceSince } from './charge-invariant.ts'

/**
 * Whether refunds leave an order less money than its tickets cost, at every time since the begin of the visit that sent
 * the newest one. Refunds count from the moment when the gateway sends them, long before they are recorded.
 */
export function isBeyondDue(
  past: OrderPast,
  newest: RefundMovement,
  { books, since, store }: { books: Books; since: number; store: Pick<Store, 'log'> },
): boolean {
  const { currency } = newest
  const minor = (text: string) => amountInMinorUnits(text, currency) ?? 0n
  const paid = past.payments.filter(({ spec }) => spec.state === 'Completed' && spec.currency === currency)
  const ids = paid.map(({ spec }) => spec.transactionId)
  const received = paid.reduce((sum, { spec }) => sum + minor(spec.gross), 0n)
  const back = refundMovements(books).filter(one => one.status !== 'failed' && ids.includes(one.transactionId))
  const [ownMark] = marksOf(newest, store)
  const isSeen = (one: RefundMovement) => !isByHand(one, store) || wasMarked(one, { ownMark, since, store })
  const left = back.filter(isSeen).reduce((sum, one) => sum - minor(one.amount), received)
  const [orders, decisions] = [objectsInForceSince(past.versions, since), objectsInForceSince(past.reservations, since)]
  const costs = orders.flatMap(({ spec }) => {
    return decisions.map(({ spec: decision }) => {
      if (spec.cancelled === true || !isHolding(decision)) return 0n
      const tickets = BigInt(Math.min(spec.quantity, decision.quantity))
      return (priceInMinorUnits(spec.price, currency) ?? 0n) * tickets
    })
  })
  return costs.length > 0 && costs.every(cost => left < cost)
}

/** Whether a person decided on the refund: it is sent even if no money is due. */
function isByHand({ key }: RefundMovement, store: Pick<Store, 'log'>): boolean {
  return changesOf(key, store).some(({ after }) => after !== undefined && after.spec.onlyIfDue !== true)
}

/**
 * Whether the visit that sent another refund had to see the mark of this one. It had to if the mark existed when the visit
 * began. It also had to if the mark is older than that of the other refund, which is judged again after its own mark.
 */
function wasMarked(
  refund: RefundMovement,
  { ownMark, since, store }: { ownMark: ChangeOf<'Refund'> | undefined; since: number; store: Pick<Store, 'log'> },
): boolean {
  const marks = marksOf(refund, store)
  return marks.length === 0 || marks.some(({ at, revision }) => at < since || revision < (ownMark?.revision ?? 0))
}

/** The changes that marked a refund as sent, the newest first: a recreated order can have another one of its name. */
function marksOf({ key }: RefundMovement, store: Pick<Store, 'log'>): ChangeOf<'Refund'>[] {
  const isMark = ({ before, after }: ChangeOf<'Refund'>) =>
    before?.status?.sentAt === undefined && after?.status?.sentAt !== undefined
  return changesOf(key, store).filter(isMark).toReversed()
}

function changesOf(key: string, store: Pick<Store, 'log'>): ChangeOf<'Refund'>[] {
  return (store.log('Refund') as ChangeOf<'Refund'>[]).filter(({ name }) => name === key)
}

const hourMs = 3_600_000

/** One cashier alone sends at most so many refunds within an hour. Times in statuses are in whole seconds. */
export function sendingLimitFault(
  { before, after }: ChangeOf<'Refund'>,
  { processes, refundsPerHour }: TillWorld,
  store: Pick<Store, 'list'>,
): string | undefined {
  const sentAt = Date.parse(after?.status?.sentAt ?? '')
  if (processes > 1 || Number.isNaN(sentAt) || before?.status?.sentAt !== undefined) return undefined
  const sent = store.list('Refund').filter(({ status }) => Date.parse(status?.sentAt ?? '') > sentAt - hourMs + 2_000)
  return sent.length > refundsPerHour
    ? `refundsPerHour: ${sent.length} were sent within an hour, of at most ${refundsPerHour}`
    : undefined
}

/** The most by which clocks differ, and a status with a time is late, in milliseconds. */
const lateMs = 60_000

/** The cashier creates no refund of an order that was cancelled after the plan's cancelUntil: a person decides on it. */
export function lateCancellationFault(
  { name, before, after, at }: ChangeOf<'Refund'>,
  { orders, plans }: Pick<SaleRecords, 'orders' | 'plans'>,
): string | undefined {
  if (before !== undefined || after?.spec.onlyIfDue !== true) return undefined
  const { versions = [] } = orders.get(after.metadata.ownerReferences?.[0]?.uid ?? '') ?? {}
  const cancelledAt = versions.find(({ object }) => object?.spec.cancelled)?.at ?? Number.NaN
  const offers = versionsInForce(plans.get(versions[0]?.object?.spec.planRef ?? ''), { at, lagMs: lateMs })
  const isInTime = ({ object }: (typeof offers)[number]) => {
    const until = Date.parse(object?.spec.cancelUntil ?? '')
    return Number.isNaN(until) || Number.isNaN(cancelledAt) || cancelledAt <= until + 5_000
  }
  return offers.some(isInTime) ? undefined : `refundsInTime: ${name} is of an order that was cancelled too late`
}
