import { inForce, type Records } from '../../invariants/records.ts'
import type { Store } from '../../server/store.ts'
import type { ChangeOf } from '../../server/stored.ts'
import type { TillWorld } from '../till-world.ts'

const hourMs = 3_600_000

/** One cashier alone sends at most so many refunds within an hour. Times in statuses are in whole seconds. */
export function beyondLimit(
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
export function lateCancellation(
  { name, before, after, at }: ChangeOf<'Refund'>,
  { orders, plans }: Pick<Records, 'orders' | 'plans'>,
): string | undefined {
  if (before !== undefined || after?.spec.onlyIfDue !== true) return undefined
  const { versions = [] } = orders.get(after.metadata.ownerReferences?.[0]?.uid ?? '') ?? {}
  const cancelledAt = versions.find(({ object }) => object?.spec.cancelled)?.at ?? Number.NaN
  const offers = inForce(plans.get(versions[0]?.object?.spec.planRef ?? ''), { at, lagMs: lateMs })
  const isInTime = ({ object }: (typeof offers)[number]) => {
    const until = Date.parse(object?.spec.cancelUntil ?? '')
    return Number.isNaN(until) || Number.isNaN(cancelledAt) || cancelledAt <= until + 5_000
  }
  return offers.some(isInTime) ? undefined : `refundsInTime: ${name} is of an order that was cancelled too late`
}
