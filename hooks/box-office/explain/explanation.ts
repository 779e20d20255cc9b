import { describe, nothingToDo, type Step } from '../../rules/box-office/explain.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { PlanStatus } from '../../schema/offer/plan-status.ts'
import type { SeatPool, SeatPoolStatus } from '../../schema/offer/seat-pool.ts'
import type { Order } from '../../schema/order/order.ts'
import type { OrderStatus } from '../../schema/order/order-status.ts'
import type { Write } from '../objects/reservation-object.ts'

/** An order with the findings of the rules, and the state of its conference. */
export interface Explained {
  order: Order
  steps: readonly Step[]
  plans: ReadonlyMap<string, { plan: Plan; status: PlanStatus }>
  pools: ReadonlyMap<string, { pool: SeatPool; status: SeatPoolStatus }>
  /** The writes that the box office would send now, for all orders of the conference. */
  writes: readonly Write[]
}

/** The lines that explain the decision on an order. */
export function explanation({ order, steps, plans, pools, writes }: Explained): string[] {
  const { name } = order.metadata
  const write = writes.find(({ name: written }) => written === name)
  const others = writes.filter(({ name: written }) => written !== name)
  return [
    `  asks       ${requestText(order)}`,
    `  plan       ${planText(order, plans)}`,
    ...poolLines(plans.get(order.spec.planRef)?.plan, pools),
    ...stepLines(steps),
    write === undefined
      ? 'The box office would write nothing.'
      : `The box office would write: ${describe(write.spec)}.`,
    ...(others.length === 0 ? [] : [otherOrdersLine(others)]),
  ]
}

function requestText({ spec, status }: Order): string {
  const { quantity, planRef, couponRef, price, holdUntil, cancelled } = spec
  const parts = [
    `${ticketsText(quantity)} of plan "${planRef}"${couponRef === undefined ? '' : ` with coupon "${couponRef}"`} at ${price}`,
    ...(holdUntil === undefined ? [] : [`to be held until ${holdUntil}`]),
    ...(cancelled === true ? ['cancelled'] : []),
    ...(status?.paid === undefined ? [] : [paymentText(status)]),
  ]
  return parts.join('; ')
}

function paymentText({ paid, total, currency }: OrderStatus): string {
  return [paid, 'paid of', total, currency].filter(word => word !== undefined).join(' ')
}

function planText({ spec: { planRef } }: Order, plans: Explained['plans']): string {
  const { plan, status } = plans.get(planRef) ?? {}
  if (plan === undefined || status === undefined) return `"${planRef}" does not exist`
  const { held, sold, waiting, left } = status
  const { capacity } = plan.spec
  const of = capacity === undefined ? '' : ` of ${capacity}`
  const room = left === undefined ? 'no capacity' : `${left}${of} left`
  return `${room}; ${held} held, ${sold} sold, ${waiting} waiting${closedText(status)}`
}

/** The reason why the plan is closed. A plan without free seats is not closed: the numbers show that. */
function closedText({ conditions }: PlanStatus): string {
  const reason = conditions?.find(({ type }) => type === 'OnSale')?.reason
  return reason === 'Inactive' || reason === 'NotYet' || reason === 'Over' ? `; not on sale (${reason})` : ''
}

function poolLines(plan: Plan | undefined, pools: Explained['pools']): string[] {
  const poolRef = plan?.spec.poolRef
  if (poolRef === undefined) return []
  const { pool, status } = pools.get(poolRef) ?? {}
  if (pool === undefined || status === undefined) return [`  pool       "${poolRef}" does not exist`]
  const { held, sold, waiting, left } = status
  const room = `${left} of ${pool.spec.capacity} left`
  return [`  pool       "${poolRef}": ${room}; ${held} held, ${sold} sold, ${waiting} waiting`]
}

/** One line for each step; consecutive rules without an effect share one. */
function stepLines(steps: readonly Step[]): string[] {
  const silent = steps.filter(({ finding }) => finding === nothingToDo).map(({ rule }) => rule)
  return steps.flatMap(({ rule, finding }) => {
    if (finding !== nothingToDo) return [`  ${rule.padEnd(10)} ${finding}`]
    return rule === silent[0] ? [`  no change  ${silent.join(', ')}`] : []
  })
}

/** The number of other orders that are listed. */
const mostOthers = 5

function otherOrdersLine(others: readonly Write[]): string {
  const listed = others.slice(0, mostOthers).map(({ name, spec }) => `${name}: ${describe(spec)}`)
  const rest = others.length > mostOthers ? `; and ${others.length - mostOthers} more` : ''
  return `It would also decide on these orders, and then grant the seats that they release: ${listed.join('; ')}${rest}.`
}

function ticketsText(quantity: number): string {
  return quantity === 1 ? '1 ticket' : `${quantity} tickets`
}
