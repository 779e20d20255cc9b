import type { Plan, PlanStatus } from '../../schema/plan.ts'
import { conditionsOf, type Finding, truth } from '../../sync/conditions.ts'

/** The numbers of a plan's tickets, by decision. */
export interface TicketCounts {
  held: number
  sold: number
  waiting: number
}

/** The status of a plan: the numbers of tickets held, sold, waited for and left, and its conditions. */
export function planStatus(plan: Plan, { counts, now }: { counts: TicketCounts; now: number }): PlanStatus {
  const { capacity } = plan.spec
  const { generation } = plan.metadata
  const left = capacity === undefined ? undefined : Math.max(0, capacity - counts.held - counts.sold)
  return {
    ...counts,
    ...(left !== undefined && { left }),
    conditions: conditionsOf([ready, onSale(plan, { ...counts, left })], { parent: plan, now }),
    ...(generation !== undefined && { observedGeneration: generation }),
  }
}

/** An inactive plan is Ready too: tools that wait for applied objects wait for this condition (kstatus). */
const ready: Finding = {
  type: 'Ready',
  status: 'True',
  reason: 'BoxOfficeDecides',
  message: 'The box office decides on the orders of this plan',
}

function onSale(
  { spec: { active } }: Plan,
  { held, sold, left }: { held: number; sold: number; left?: number | undefined },
): Finding {
  const [reason, message] = !active
    ? ['Inactive', 'The plan is not on sale: active is false']
    : left === 0
      ? ['SoldOut', `Sold out: ${sold} sold, ${held} held`]
      : ['OnSale', 'The plan is on sale']
  return { type: 'OnSale', status: truth(reason === 'OnSale'), reason, message }
}
