import { keys } from '../schema/envelope.ts'
import type { PlanRequest, PlanResponse } from '../schema/hooks.ts'

/** One number told of a plan: which gauge, and the label it has beside namespace and plan. */
export interface Reading {
  gauge: 'orders' | 'refunds' | 'tickets' | 'left' | 'capacity'
  label?: { reason: string } | { decision: string }
  value: number
}

/** What a call of the plan hook tells in numbers: the orders it saw, and the tickets it decided about. */
export function readPlan({ parent, related }: PlanRequest, { status }: PlanResponse): Reading[] {
  const orders = Object.values(related[keys.order]).filter(({ spec }) => spec.planRef === parent.metadata.name)
  const reasons = new Map<string, number>()
  for (const { status } of orders) {
    const reason = status?.reason ?? 'New'
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const refunds = orders.filter(({ status }) =>
    status?.conditions?.some(condition => condition.type === 'RefundDue' && condition.status === 'True'),
  )
  const { held = 0, sold = 0, waiting = 0, left } = status
  const { capacity } = parent.spec
  return [
    ...[...reasons].map(([reason, value]) => ({ gauge: 'orders', label: { reason }, value }) as const),
    { gauge: 'refunds', value: refunds.length },
    { gauge: 'tickets', label: { decision: 'Held' }, value: held },
    { gauge: 'tickets', label: { decision: 'Sold' }, value: sold },
    { gauge: 'tickets', label: { decision: 'Waitlisted' }, value: waiting },
    ...(left === undefined ? [] : [{ gauge: 'left', value: left } as const]),
    ...(capacity === undefined ? [] : [{ gauge: 'capacity', value: capacity } as const]),
  ]
}
