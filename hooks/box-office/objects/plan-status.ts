import { milliseconds } from '../../rules/time.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { CouponUse, PlanStatus } from '../../schema/offer/plan-status.ts'
import type { SeatPool, SeatPoolStatus } from '../../schema/offer/seat-pool.ts'
import { conditionsOf, type Finding } from '../../sync/conditions.ts'

/** The numbers of tickets, by decision. */
export interface TicketCounts {
  held: number
  sold: number
  waiting: number
}

/** The facts that the status of a plan is derived from. */
export interface PlanFigures {
  counts: TicketCounts
  /** The seats that it can still sell; undefined without a limit. */
  left: number | 'PoolNotFound' | undefined
  /** The coupons with a limit. */
  coupons: readonly CouponUse[]
  /** Milliseconds since 1970. */
  now: number
}

/** The status of a plan: the numbers of tickets held, sold, waited for and left, and its conditions. */
export function planStatus(plan: Plan, { counts, left, coupons, now }: PlanFigures): PlanStatus {
  const { generation } = plan.metadata
  const seats = left === 'PoolNotFound' ? 0 : left
  return {
    ...counts,
    ...(seats !== undefined && { left: seats }),
    ...(coupons.length > 0 && { coupons: [...coupons] }),
    conditions: conditionsOf([ready, onSaleFinding(plan, { counts, left, now })], { parent: plan, now }),
    ...(generation !== undefined && { observedGeneration: generation }),
  }
}

/** The status of a pool: the numbers of seats held, sold, waited for and left over all its plans, and its condition. */
export function poolStatus(pool: SeatPool, { counts, now }: { counts: TicketCounts; now: number }): SeatPoolStatus {
  const { generation } = pool.metadata
  return {
    ...counts,
    left: seatsLeft(pool.spec.capacity, counts),
    conditions: conditionsOf([poolReadyFinding(pool.spec.capacity, counts)], { parent: pool, now }),
    ...(generation !== undefined && { observedGeneration: generation }),
  }
}

/** The number of seats that are neither held nor sold; 0 if more are held or sold than the capacity allows. */
export function seatsLeft(capacity: number, { held, sold }: TicketCounts): number {
  return Math.max(0, capacity - held - sold)
}

/** An inactive plan is Ready too: tools that wait for applied objects wait for this condition (kstatus). */
const ready: Finding = {
  type: 'Ready',
  status: 'True',
  reason: 'BoxOfficeDecides',
  message: 'The box office decides on the orders of this plan',
}

function poolReadyFinding(capacity: number, counts: TicketCounts): Finding {
  const message = 'The box office decides on the orders of the plans of this pool'
  const excess = excessText(capacity, counts)
  if (excess === undefined) return { ...ready, message }
  const taken = `${counts.held + counts.sold} seats are sold or held, ${excess}`
  return { ...ready, message: `${message}; ${taken}: nobody gets a seat until enough of them are free` }
}

/** The seats beyond a capacity that was lowered, in words; undefined if there are none. */
function excessText(capacity: number | undefined, { held, sold }: TicketCounts): string | undefined {
  if (capacity === undefined || held + sold <= capacity) return undefined
  return `${held + sold - capacity} more than the capacity of ${capacity}`
}

function onSaleFinding({ spec }: Plan, { counts, left, now }: Pick<PlanFigures, 'counts' | 'left' | 'now'>): Finding {
  const { active, salesStart, salesEnd, poolRef, capacity } = spec
  const type = 'OnSale'
  const notOnSale = (reason: string, message: string): Finding => ({ type, status: 'False', reason, message })
  if (!active) return notOnSale('Inactive', 'The plan is not on sale: active is false')
  if (salesStart !== undefined && now < milliseconds(salesStart)) {
    return notOnSale('NotYet', `The sale begins at ${salesStart}`)
  }
  if (salesEnd !== undefined && now >= milliseconds(salesEnd)) return notOnSale('Over', `The sale ended at ${salesEnd}`)
  if (left === 'PoolNotFound') return notOnSale('PoolNotFound', `There is no SeatPool "${poolRef}": orders wait for it`)
  if (left === 0) {
    const parts = [`${counts.sold} sold`, `${counts.held} held`, excessText(capacity, counts)]
    return notOnSale('SoldOut', `Sold out: ${parts.filter(part => part !== undefined).join(', ')}`)
  }
  const until = salesEnd === undefined ? '' : ` until ${salesEnd}`
  return { type, status: 'True', reason: 'OnSale', message: `The plan is on sale${until}` }
}
