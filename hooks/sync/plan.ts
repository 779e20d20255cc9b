import { type Case, decideAll } from '../rules/box-office.ts'
import { byArrival } from '../rules/order.ts'
import { keptUntil } from '../rules/stale.ts'
import { milliseconds } from '../rules/time.ts'
import { apiVersion } from '../schema/crd/kind.ts'
import { keys } from '../schema/envelope.ts'
import type { PlanRequest, PlanResponse } from '../schema/hooks.ts'
import type { Order } from '../schema/order.ts'
import type { Plan } from '../schema/plan.ts'
import type { Reservation, ReservationSpec } from '../schema/reservation.ts'
import { couponFacts, orderFacts, planFacts, storedFacts } from './facts.ts'
import { planStatus } from './plan-status.ts'

/** Plan + Orders + Coupons → one Reservation per order: who gets tickets, at what price, and when they are sold. */
export function syncPlan(request: PlanRequest, now: number): PlanResponse {
  const { parent, related } = request
  const orders = byName(related[keys.order])
  const reservations = byName(request.children[keys.reservation])
  const gone = [...reservations.values()].filter(
    ({ metadata, spec }) => orders.get(metadata.name)?.metadata.uid !== spec.orderUid,
  )
  const decided = decideAll({
    plan: planFacts(parent),
    coupons: new Map(Object.values(related[keys.coupon]).map(coupon => [coupon.metadata.name, couponFacts(coupon)])),
    line: lineOf(parent, orders, reservations),
    others: gone.map(storedFacts),
    now,
  })
  const stale = staleReservations(orders, gone, now)
  const specs = [...stale.map(({ spec }) => spec), ...decided]
  const isNew = decided.some(({ orderRef }) => !reservations.has(orderRef))
  const waits = [...(isNew ? [2] : []), ...stale.map(({ until }) => Math.max(1, Math.ceil((until - now) / 1000)))]
  return {
    status: planStatus(parent, { reservations: specs, now }),
    children: specs.map(spec => reservation(spec, parent.metadata.namespace)),
    ...(waits.length > 0 && { resyncAfterSeconds: Math.min(...waits) }),
  }
}

/** Of the reservations whose own order is not seen, those that are too young to be dropped for it. */
function staleReservations(orders: ReadonlyMap<string, Order>, gone: readonly Reservation[], now: number) {
  const dated = gone.map(({ metadata, spec }) => {
    const namesake = orders.get(metadata.name)
    const namesakeAt = namesake && milliseconds(namesake.metadata.creationTimestamp)
    return { spec, until: keptUntil(milliseconds(metadata.creationTimestamp), namesakeAt) }
  })
  return dated.filter(({ until }) => until > now)
}

/** The orders of the plan, in order of arrival, each with its reservation. */
function lineOf(
  plan: Plan,
  orders: ReadonlyMap<string, Order>,
  reservations: ReadonlyMap<string, Reservation>,
): Case[] {
  const atTheCounter = [...orders.values()].filter(order => {
    return order.spec.planRef === plan.metadata.name && isAtTheCounter(order, reservations.get(order.metadata.name))
  })
  const line = atTheCounter.map(orderFacts).sort(byArrival)
  return line.map(order => {
    const stored = reservations.get(order.name)
    return { order, stored: stored && storedFacts(stored) }
  })
}

/** A reservation of another order of the name is in the way until it is gone; an order on its way out asks for nothing new. */
function isAtTheCounter({ metadata }: Order, reservation: Reservation | undefined): boolean {
  if (reservation === undefined) return metadata.deletionTimestamp === undefined
  return reservation.spec.orderUid === metadata.uid
}

function byName<T extends { metadata: { name: string } }>(objects: Record<string, T>): Map<string, T> {
  return new Map(Object.values(objects).map(object => [object.metadata.name, object]))
}

function reservation(spec: ReservationSpec, namespace: string | undefined): PlanResponse['children'][number] {
  const labels = { 'orders.app.corley.it': spec.orderRef }
  return {
    apiVersion,
    kind: 'Reservation',
    metadata: { name: spec.orderRef, ...(namespace !== undefined && { namespace }), labels },
    spec,
  }
}
