import { processEach } from '../backup/each.ts'
import { KubeError } from '../kube/api.ts'
import type { HandBackApi } from '../kube/hand-back-api.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { Order } from '../schema/order/order.ts'
import type { Reservation } from '../schema/reservation.ts'
import { planOwnedReservation } from './plan-owned.ts'
import { refuseArbiters } from './stopped-arbiters.ts'
import { refuseUnknown } from './unknown-before.ts'

export interface HandBackOptions {
  api: HandBackApi
  /** The namespaces of the conferences; an empty list means all. */
  namespaces: readonly string[]
  signal: AbortSignal
  log(line: string): void
  /** Waits for that number of milliseconds. */
  pause(milliseconds: number): Promise<void>
}

/** The number of reservations that belong to a plan now, and of those whose plan does not exist. */
export interface HandedBack {
  owned: number
  left: number
}

/** A reservation, and the plan that gets it back. */
interface Return {
  reservation: Reservation
  plan: Plan
}

const atOnce = 16
const attempts = 5

/**
 * Gives every reservation back to its plan, as in 0.2.0, while neither arbiter decides. A second call continues after an
 * interruption. Throws one sentence when an arbiter runs, or when 0.2.0 would sell something wrongly, and the KubeError of a
 * failed call.
 */
export async function handBack(options: HandBackOptions): Promise<HandedBack> {
  const { api, namespaces, signal } = options
  await refuseArbiters(options)
  const chosen = namespaces.length > 0 ? namespaces : await api.namespaces(signal)
  for (const namespace of chosen) await refuseUnknown(namespace, options)
  const total: HandedBack = { owned: 0, left: 0 }
  for (const namespace of chosen) {
    const { owned, left } = await handBackIn(namespace, options)
    total.owned += owned
    total.left += left
  }
  // A box office that was started meanwhile may have given some of them to their orders again.
  await refuseArbiters(options)
  return total
}

async function handBackIn(namespace: string, { api, signal, log }: HandBackOptions): Promise<HandedBack> {
  const reservations = await api.list('reservations', namespace, signal)
  if (reservations.length === 0) return { owned: 0, left: 0 }
  const plans = new Map((await api.list('plans', namespace, signal)).map(plan => [plan.metadata.name, plan]))
  const orders = new Map((await api.list('orders', namespace, signal)).map(order => [order.metadata.uid, order]))
  const returns = reservations.flatMap(reservation => {
    const order = orders.get(reservation.spec.orderUid)
    const plan = plans.get(planNameOf(reservation, order) ?? '')
    for (const line of remarksOn(reservation, { namespace, order, plan })) log(line)
    return plan === undefined ? [] : [{ reservation, plan }]
  })
  const what = `reservations of "${namespace}"`
  await processEach(returns, one => giveBack(one, { api, signal }), { plural: what, atOnce, log })
  return { owned: returns.length, left: reservations.length - returns.length }
}

/** The reservation or its order names the plan. A reservation unchanged since 0.2.0 has the plan as owner. */
function planNameOf({ spec, metadata }: Reservation, order: Order | undefined): string | undefined {
  const owner = metadata.ownerReferences?.find(({ kind, controller }) => kind === 'Plan' && controller === true)
  return spec.planRef ?? order?.spec.planRef ?? owner?.name
}

function remarksOn(
  reservation: Reservation,
  { namespace, order, plan }: { namespace: string; order: Order | undefined; plan: Plan | undefined },
): string[] {
  const what = `Reservation "${namespace}/${reservation.metadata.name}"`
  const name = planNameOf(reservation, order) ?? ''
  if (plan === undefined) return [`${what} stays as it is: its plan "${name}" does not exist`]
  return order === undefined ? [`${what}: its order does not exist; 0.2.0 deletes the reservation`] : []
}

async function giveBack(
  { reservation, plan }: Return,
  { api, signal }: Pick<HandBackOptions, 'api' | 'signal'>,
): Promise<void> {
  const { name, namespace = '' } = reservation.metadata
  let found: Reservation | undefined = reservation
  for (let attempt = 1; found !== undefined; attempt++) {
    const owned = planOwnedReservation(found, plan)
    if (owned === undefined) return
    try {
      await api.replaceReservation(owned, signal)
      return
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      if (error.code === 404) return
      if (error.code !== 409 || attempt === attempts) throw error
    }
    found = await api.getReservation({ name, namespace }, signal)
  }
}
