import { paymentObject } from '../../hooks/payment/recording/payment-object.ts'
import { keys } from '../../hooks/schema/envelope.ts'
import type { OrderRequest } from '../../hooks/schema/hooks.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Ticket } from '../../hooks/schema/ticket.ts'
import { syncOrder } from '../../hooks/sync/order/order.ts'
import { openPlayedOffice, type PlayedOffice } from './played-office.ts'
import { namespace, now, storedObject } from './stored-object.ts'

export interface SaleOptions {
  /** Orders that are paid and have their tickets. */
  sold: number
  /** Orders that hold a seat and are not paid. */
  held?: number
  /** Orders on the waitlist; there are none while seats are free. */
  waiting?: number
  /** Tickets of each order. */
  quantity?: number
  /** Seats that no order holds. */
  free?: number
}

/** A sale of one plan, with its box office. */
export interface SoldSale {
  office: PlayedOffice
  plan: Plan
  sold: OrderOfSale[]
  held: OrderOfSale[]
  waiting: OrderOfSale[]
}

/** One order, and all objects that belong to it. */
export interface OrderOfSale {
  order: Order
  reservation: Reservation
  payments: Payment[]
  tickets: Ticket[]
}

const price = 29.9

/** A sale of numbered seats, decided by the real box office and the real order hook. */
export function playSale({ sold, held = 0, waiting = 0, quantity = 1, free = 0 }: SaleOptions): SoldSale {
  const office = openPlayedOffice()
  const capacity = (sold + held + free) * quantity
  const plan: Plan = {
    ...storedObject('Plan', 'ticket'),
    spec: { title: 'Ticket', price, active: true, currency: 'EUR', capacity, holdMinutes: 15 },
  }
  office.show(plan)
  const orders = Array.from({ length: sold + held + waiting }, (_, index) => orderOf(nameOf('order', index), quantity))
  for (const order of orders) office.show(order)
  const granted = office.work(now)
  const payments = orders.slice(0, sold).map(paymentOf)
  for (const payment of payments) office.show(payment)
  const latest = new Map([...granted, ...office.work(now)].map(one => [one.metadata.name, one]))
  const all = orders.map((order, index): OrderOfSale => {
    const reservation = latest.get(order.metadata.name) as Reservation
    // The first answer creates the tickets, and the second one reports them.
    return answerOrder(answerOrder({ order, reservation, payments: payments.slice(index, index + 1), tickets: [] }))
  })
  for (const { order } of all) office.show(order)
  office.work(now)
  return { office, plan, sold: all.slice(0, sold), held: all.slice(sold, sold + held), waiting: all.slice(sold + held) }
}

export function nameOf(prefix: string, index: number): string {
  return `${prefix}-${String(index + 1).padStart(6, '0')}`
}

/** A new order, as the API server stores it. */
export function orderOf(name: string, quantity = 1): Order {
  return { ...storedObject('Order', name), spec: { planRef: 'ticket', price, quantity } }
}

/** The full payment of an order, as the payment endpoint records it. */
export function paymentOf(order: Order): Payment {
  const { name } = order.metadata
  const gross = ((price * 100 * order.spec.quantity) / 100).toFixed(2)
  const about = { provider: 'PAYPAL', transactionId: `txn-${name}`, state: 'Completed', currency: 'EUR' } as const
  const { metadata, spec } = paymentObject(order, {
    report: { ...about, gross, order: { namespace, name } },
    receivedAt: now,
  })
  const own = storedObject('Payment', metadata.name)
  return { ...own, metadata: { ...own.metadata, ...metadata }, spec }
}

/** The order with the status and the tickets of the order hook's answer. */
export function answerOrder(one: OrderOfSale): OrderOfSale {
  const { status, children } = syncOrder(requestOf(one), now)
  const tickets = children.flatMap((child): Ticket[] => {
    if (child.kind !== 'Ticket' || !('spec' in child)) return []
    const { metadata, spec } = child
    const own = storedObject('Ticket', metadata.name)
    const before = one.tickets.find(({ metadata: { name } }) => name === metadata.name)
    return [{ ...own, metadata: { ...own.metadata, ...before?.metadata, ...metadata }, spec }]
  })
  return { ...one, order: { ...one.order, status: { ...status, observedGeneration: 1 } }, tickets }
}

/** The request of the engine to the order hook for one order. */
export function requestOf({ order, reservation, payments, tickets }: OrderOfSale): OrderRequest {
  return {
    controller: {},
    parent: order,
    children: {
      [keys.ticket]: byKey(tickets),
      [keys.payment]: byKey(payments),
      [keys.reservation]: byKey([reservation]),
    },
    related: {},
    finalizing: false,
  }
}

function byKey<T extends { metadata: { name: string } }>(objects: T[]): Record<string, T> {
  return Object.fromEntries(objects.map(object => [`${namespace}/${object.metadata.name}`, object]))
}
