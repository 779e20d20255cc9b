import { type Case, decide } from '../rules/box-office.ts'
import { byArrival } from '../rules/order.ts'
import { keptUntil } from '../rules/stale.ts'
import { milliseconds } from '../rules/time.ts'
import { apiVersion } from '../schema/crd/kind.ts'
import { keys } from '../schema/envelope.ts'
import type { PlanRequest, PlanResponse } from '../schema/hooks.ts'
import type { Order } from '../schema/order.ts'
import type { Reservation, ReservationSpec } from '../schema/reservation.ts'
import { couponFacts, orderFacts, planFacts } from './facts.ts'
import { planStatus } from './plan-status.ts'

/** Plan + Orders + Coupons → one Reservation per order: who gets tickets, and when they are sold. */
export function syncPlan(request: PlanRequest, now: number): PlanResponse {
  const orders = byName(request.related[keys.order])
  const reservations = byName(request.children[keys.reservation])
  const stale = staleReservations(orders, reservations, now)
  const decided = decidedReservations(request, { orders, reservations })
  const specs = [...stale.map(({ spec }) => spec), ...decided]
  const isNew = specs.some(({ orderRef }) => !reservations.has(orderRef))
  const waits = [...(isNew ? [2] : []), ...stale.map(({ until }) => Math.max(1, Math.ceil((until - now) / 1000)))]
  return {
    status: planStatus(request.parent, { reservations: specs, now }),
    children: specs.map(spec => reservation(spec, request.parent.metadata.namespace)),
    ...(waits.length > 0 && { resyncAfterSeconds: Math.min(...waits) }),
  }
}

/** Reservations whose own order is not seen, and that are too young to be dropped for it. */
function staleReservations(orders: Map<string, Order>, reservations: Map<string, Reservation>, now: number) {
  const stale: { spec: ReservationSpec; until: number }[] = []
  for (const { metadata, spec } of reservations.values()) {
    const order = orders.get(metadata.name)
    if (order?.metadata.uid === spec.orderUid) continue
    const namesakeAt = order && milliseconds(order.metadata.creationTimestamp)
    const until = keptUntil(milliseconds(metadata.creationTimestamp), namesakeAt)
    if (until > now) stale.push({ spec, until })
  }
  return stale
}

function decidedReservations(
  { parent, related }: PlanRequest,
  { orders, reservations }: { orders: Map<string, Order>; reservations: Map<string, Reservation> },
): ReservationSpec[] {
  const coupons = byName(related[keys.coupon])
  const plan = planFacts(parent)
  const line = [...orders.values()].filter(({ spec }) => spec.planRef === plan.name)
  return line
    .filter(order => isAtTheCounter(order, reservations.get(order.metadata.name)))
    .map(order => ({ order, facts: orderFacts(order) }))
    .sort((a, b) => byArrival(a.facts, b.facts))
    .map(({ order, facts }): Case => {
      const coupon = coupons.get(order.spec.couponRef ?? '')
      const reservation = reservations.get(order.metadata.name)?.spec
      return { order: facts, plan, coupon: coupon && couponFacts(coupon), reservation }
    })
    .map(decide)
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
