import { payment } from '../hooks/payment/payment-object.ts'
import { keys } from '../hooks/schema/envelope.ts'
import type { OrderRequest, PlanRequest } from '../hooks/schema/hooks.ts'
import type { Order } from '../hooks/schema/order.ts'
import type { Payment } from '../hooks/schema/payment.ts'
import type { Plan } from '../hooks/schema/plan.ts'
import type { Reservation } from '../hooks/schema/reservation.ts'
import type { Ticket } from '../hooks/schema/ticket.ts'
import { syncOrder } from '../hooks/sync/order.ts'
import { syncPlan } from '../hooks/sync/plan.ts'
import { namespace, now, storedAs } from './stored-object.ts'

/** What the hooks are asked of a sale, as the engine sends it. */
export interface SoldPlan {
  /** When all of it happened, in milliseconds since 1970. */
  now: number
  /** All orders have their tickets, but the last, which is new. */
  plan: PlanRequest
  /** Each order with its ticket. */
  orders: OrderRequest[]
}

interface Sold {
  order: Order
  payment: Payment
  reservation: Reservation
  tickets: Ticket[]
}

const price = 29.9
const report = { provider: 'PAYPAL', state: 'Completed', gross: '29.90', currency: 'EUR' } as const

/** A plan with numbered seats and so many orders of one ticket each, played with the hooks themselves. */
export function soldPlan(count: number): SoldPlan {
  const plan: Plan = {
    ...storedAs('Plan', 'ticket'),
    spec: { title: 'Ticket', price, active: true, currency: 'EUR', capacity: count, holdMinutes: 15 },
  }
  const orders = Array.from({ length: count }, (_, index) => newOrder(`order-${String(index + 1).padStart(6, '0')}`))
  const held = decided({ plan, orders, reservations: [] })
  const paid = orders.map((order, index): Sold => {
    const told = { ...report, transactionId: `txn-${index}`, order: { namespace, name: order.metadata.name } }
    const { metadata, spec } = payment(order, { report: told, receivedAt: now })
    const { metadata: own } = storedAs('Payment', metadata.name)
    const recorded: Payment = { ...storedAs('Payment', metadata.name), metadata: { ...own, ...metadata }, spec }
    return answered({ order, payment: recorded, reservation: held[index] as Reservation, tickets: [] })
  })
  const all = decided({ plan, orders: paid.map(({ order }) => order), reservations: held })
  // Its tickets are made by the first answer, and told by the second.
  const sold = paid.map((one, index) => answered(answered({ ...one, reservation: all[index] as Reservation })))
  const seen = {
    orders: [...sold.slice(0, -1).map(({ order }) => order), ...orders.slice(-1)],
    reservations: all.slice(0, -1),
  }
  return { now, plan: planRequest({ plan, ...seen }), orders: sold.map(orderRequest) }
}

function newOrder(name: string): Order {
  return { ...storedAs('Order', name), spec: { planRef: 'ticket', price, quantity: 1 } }
}

/** The reservations that the plan hook answers, stored. */
function decided(seen: { plan: Plan; orders: Order[]; reservations: Reservation[] }): Reservation[] {
  const { apiVersion, kind, metadata } = seen.plan
  const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true }]
  return syncPlan(planRequest(seen), now).children.map(child => {
    const { name, labels } = child.metadata
    const annotations = { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child) }
    const own = storedAs('Reservation', name)
    const added = { annotations, ownerReferences, ...(labels && { labels }) }
    return { ...own, metadata: { ...own.metadata, ...added }, spec: child.spec }
  })
}

/** The order with the status, and the tickets, that the order hook answers. */
function answered(sold: Sold): Sold {
  const { status, children } = syncOrder(orderRequest(sold), now)
  const tickets = children.flatMap((child): Ticket[] => {
    if (child.kind !== 'Ticket' || !('spec' in child)) return []
    const { metadata, spec } = child
    const own = storedAs('Ticket', metadata.name)
    return [{ ...own, metadata: { ...own.metadata, ...sold.tickets[0]?.metadata, ...metadata }, spec }]
  })
  return { ...sold, order: { ...sold.order, status: { ...status, observedGeneration: 1 } }, tickets }
}

function planRequest({
  plan,
  orders,
  reservations,
}: {
  plan: Plan
  orders: Order[]
  reservations: Reservation[]
}): PlanRequest {
  return {
    controller: {},
    parent: plan,
    children: { [keys.reservation]: byKey(reservations) },
    related: { [keys.order]: byKey(orders), [keys.coupon]: {} },
    finalizing: false,
  }
}

function orderRequest({ order, payment, reservation, tickets }: Sold): OrderRequest {
  return {
    controller: {},
    parent: order,
    children: { [keys.ticket]: byKey(tickets), [keys.payment]: byKey([payment]) },
    related: { [keys.reservation]: byKey([reservation]) },
    finalizing: false,
  }
}

function byKey<T extends { metadata: { name: string } }>(objects: T[]): Record<string, T> {
  return Object.fromEntries(objects.map(object => [`${namespace}/${object.metadata.name}`, object]))
}
