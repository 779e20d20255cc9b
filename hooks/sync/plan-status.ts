import type { Plan, PlanStatus } from '../schema/plan.ts'
import type { ReservationSpec } from '../schema/reservation.ts'
import { conditionsOf, type Finding, truth } from './conditions.ts'

/** How the sale goes, in tickets: what is held, sold, waited for, and left. */
export function planStatus(plan: Plan, of: { reservations: readonly ReservationSpec[]; now: number }): PlanStatus {
  const tickets = (decision: ReservationSpec['decision']) =>
    of.reservations.filter(spec => spec.decision === decision).reduce((sum, { quantity }) => sum + quantity, 0)
  const [held, sold, waiting] = [tickets('Held'), tickets('Sold'), tickets('Waitlisted')]
  const { capacity } = plan.spec
  return {
    held,
    sold,
    waiting,
    ...(capacity !== undefined && { left: Math.max(0, capacity - held - sold) }),
    conditions: conditionsOf([ready(plan)], { parent: plan, now: of.now }),
  }
}

function ready({ spec: { active } }: Plan): Finding {
  const reason = active ? 'OnSale' : 'Inactive'
  const message = active ? 'The plan is on sale' : 'The plan is not on sale: active is false'
  return { type: 'Ready', status: truth(active), reason, message }
}
