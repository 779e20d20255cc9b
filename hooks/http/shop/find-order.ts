import type { FastifyRequest } from 'fastify'
import type { Conference } from '../../schema/conference.ts'
import { firstUid } from '../../schema/first-uid.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { type Attempts, noAttempts, readAttempts } from '../../shop/paying/attempts.ts'
import { type OrderParams, orderPagePath, requireLink } from './order-links.ts'
import { notFoundError } from './page-error.ts'
import { findConference, type Shop } from './shop.ts'

/** An order that was found by a right link. */
export interface FoundOrder {
  conference: Conference
  order: Order
  tickets: Ticket[]
  attempts: Attempts
  /** The path of its page. */
  path: string
}

/** The order of a link, with its tickets and the attempts to pay it. Rejects with a PageError 404 or 429, or a KubeError. */
export async function findOrder(shop: Shop, request: FastifyRequest): Promise<FoundOrder> {
  const params = request.params as OrderParams
  const { conference: namespace, name, secret } = params
  const isOf = requireLink(shop, { kind: 'order', namespace, name }, secret)
  const conference = findConference(shop, namespace)
  const signal = AbortSignal.timeout(shop.patienceMs)
  const order = await shop.api.getOrder({ namespace, name }, signal)
  if (order === undefined || !isOf(firstUid(order.metadata))) throw notFoundError()
  await shop.limits.checkTickets(request, order.status?.quantity ?? 0)
  const tickets = await readTickets(shop, order, signal)
  const attempts = await readPayments(shop, order, signal)
  return { conference, order, tickets, attempts, path: orderPagePath(params) }
}

/** The tickets of an order. If the status shows that none exists, they are not read. */
export async function readTickets({ api }: Pick<Shop, 'api'>, order: Order, signal: AbortSignal): Promise<Ticket[]> {
  const { payment, quantity = 0 } = order.status ?? {}
  if (payment !== 'CONFIRMED' && quantity === 0) return []
  const { name, namespace = '' } = order.metadata
  return api.listTickets({ namespace, name }, signal)
}

/** The attempts to pay an order. A shop that takes no payments reads none. */
export async function readPayments(
  { api, payWith }: Pick<Shop, 'api' | 'payWith'>,
  order: Order,
  signal: AbortSignal,
): Promise<Attempts> {
  if (payWith.length === 0) return noAttempts
  const { namespace = '' } = order.metadata
  return readAttempts(order, name => api.getCheckout({ namespace, name }, signal))
}
