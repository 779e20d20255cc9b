import { isDeepStrictEqual } from 'node:util'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { PlanStatus } from '../../schema/offer/plan-status.ts'
import { conditionsOf } from '../../sync/conditions.ts'
import type { Clock } from '../clock.ts'
import type { Gate } from '../leading/gate.ts'
import type { Registered } from '../registry.ts'
import type { Unwritten, UnwrittenBook } from './unwritten.ts'

export interface StatusContext {
  api: Pick<BoxOfficeApi, 'replacePlanStatus' | 'replacePoolStatus'>
  gate: Gate
  clock: Clock
  unwritten: Pick<UnwrittenBook, 'reservationsOf'>
  signal: AbortSignal
}

const requestMs = 10_000

/**
 * Writes the statuses of a conference's plans and pools that differ from the stored ones, one by one. Rejects with the first error,
 * after it has tried all of them.
 */
export async function writeStatuses(
  registered: Registered,
  { api, gate, clock, unwritten, signal }: StatusContext,
): Promise<void> {
  if (gate(registered) !== undefined) return
  const now = clock.now()
  const missing = unwritten.reservationsOf(registered)
  const errors: unknown[] = []
  const send = (request: (limited: AbortSignal) => Promise<void>) =>
    withTimeLimit({ milliseconds: requestMs, outer: signal }, request).catch(error => errors.push(error))
  for (const [name, { plan, status }] of registered.conference.planStatuses(now)) {
    const ofPlan = missing.filter(({ planRef }) => planRef === name)
    const desired =
      ofPlan.length === 0
        ? status
        : { ...status, conditions: notReadyConditions(plan, { status, missing: ofPlan, now }) }
    if (isDeepStrictEqual(plan.status, desired)) continue
    await send(limited => api.replacePlanStatus({ ...plan, status: desired }, limited))
  }
  for (const { pool, status } of registered.conference.poolStatuses(now).values()) {
    if (isDeepStrictEqual(pool.status, status)) continue
    await send(limited => api.replacePoolStatus({ ...pool, status }, limited))
  }
  if (errors.length > 0) throw errors[0]
}

function notReadyConditions(
  plan: Plan,
  { status, missing, now }: { status: PlanStatus; missing: readonly Unwritten[]; now: number },
): NonNullable<PlanStatus['conditions']> {
  const [first] = missing as [Unwritten]
  const count = missing.length === 1 ? '1 reservation' : `${missing.length} reservations`
  const message = `${count} could not be written; retrying (check ResourceQuota and policies): ${first.because}`
  const finding = { type: 'Ready', status: 'False', reason: 'ReservationsNotWritten' } as const
  const others = (status.conditions as NonNullable<PlanStatus['conditions']>).filter(({ type }) => type !== 'Ready')
  return [...conditionsOf([{ ...finding, message: message.slice(0, 1024) }], { parent: plan, now }), ...others]
}
