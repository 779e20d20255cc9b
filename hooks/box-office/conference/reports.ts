import { explainOrder, type Step } from '../../rules/box-office/explain.ts'
import type { Plan, PlanStatus } from '../../schema/plan.ts'
import { planStatus } from '../objects/plan-status.ts'
import { caseOf } from './case-file/case-file.ts'
import { deskFor, type Moment } from './decisions.ts'
import type { Records } from './records/records.ts'

/** The number of orders without a reservation, and the time when the oldest was placed, in milliseconds since 1970. */
export function undecidedOrders({ undecided }: Records): { orders: number; since?: number } {
  let since = Number.POSITIVE_INFINITY
  for (const placedAt of undecided.values()) since = Math.min(since, placedAt)
  return undecided.size === 0 ? { orders: 0 } : { orders: undecided.size, since }
}

/** The plans with their desired statuses, by name. */
export function planStatuses({ plans, counts }: Records, now: number): Map<string, { plan: Plan; status: PlanStatus }> {
  return new Map(
    [...plans].map(([name, { object }]) => [
      name,
      { plan: object, status: planStatus(object, { counts: counts.countsOf(name), now }) },
    ]),
  )
}

/** The findings of the rules on one order, step by step; undefined if the order does not exist. */
export function explainFile(records: Records, { name, ...moment }: Moment & { name: string }): Step[] | undefined {
  const atDesk = caseOf(records.files.get(name) ?? { name })
  return atDesk && explainOrder(atDesk, deskFor(atDesk.order, { records, stock: records.stock, moment }))
}
