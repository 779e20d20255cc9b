import type { Plan, PlanStatus } from '../../schema/plan.ts'
import { conditionsOf, type Finding, truth } from '../../sync/conditions.ts'

/** Tickets of a plan, by what was decided of them. */
export interface TicketCounts {
  held: number
  sold: number
  waiting: number
}

/** How the sale goes, in tickets: what is held, sold, waited for, and left. */
export function planStatus(plan: Plan, { counts, now }: { counts: TicketCounts; now: number }): PlanStatus {
  const { capacity } = plan.spec
  const { generation } = plan.metadata
  return {
    ...counts,
    ...(capacity !== undefined && { left: Math.max(0, capacity - counts.held - counts.sold) }),
    conditions: conditionsOf([ready(plan)], { parent: plan, now }),
    ...(generation !== undefined && { observedGeneration: generation }),
  }
}

function ready({ spec: { active } }: Plan): Finding {
  const reason = active ? 'OnSale' : 'Inactive'
  const message = active ? 'The plan is on sale' : 'The plan is not on sale: active is false'
  return { type: 'Ready', status: truth(active), reason, message }
}
