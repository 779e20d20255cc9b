import { KubeError } from '../kube/api.ts'
import type { Checkout } from '../schema/money/checkout.ts'
import { closeAbandoned } from './checkouts/close-abandoned.ts'
import { visitCheckout } from './checkouts/visit-checkout.ts'
import { createDueRefunds } from './refunds/create-due-refunds.ts'
import { visitRefund } from './refunds/visit-refund.ts'
import { type CashierLog, type CashierTools, finished, type Visit } from './tools.ts'
import { readVisitName } from './views/visit-name.ts'

/** Visits the object of a name in the agenda. `abandoned` has the open checkouts that were deleted, by that name. */
export async function visit(
  tools: CashierTools,
  { name, abandoned }: { name: string; abandoned: Map<string, Checkout> },
  signal: AbortSignal,
): Promise<Visit> {
  const { kind, key } = readVisitName(name)
  switch (kind) {
    case 'Checkout':
      return visitCheckout(tools, key, signal)
    case 'Refund':
      return visitRefund(tools, key, signal)
    case 'Order':
      return createDueRefunds(tools, key, signal)
    case 'Abandoned': {
      const checkout = abandoned.get(name)
      const result = checkout === undefined ? finished : await closeAbandoned(tools, checkout, signal)
      if (result.next === 'finished') abandoned.delete(name)
      return result
    }
  }
}

/** Logs a failed visit. A conflict is no failure: another replica has acted, and the next visit sees that. */
export function logFailure(log: CashierLog, visit: string, error: unknown): void {
  if (error instanceof KubeError && error.reason === 'Conflict') return
  if (error instanceof KubeError) log.warn({ err: error, visit }, 'a request to the API server failed; retrying it')
  else log.error({ err: error, visit }, 'a visit failed; retrying it')
}
