import type { FastifyRequest } from 'fastify'
import type { Conference } from '../../schema/conference.ts'
import { firstUid } from '../../schema/first-uid.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { checkLink, type LinkTarget, signLink, type UidCheck } from '../../shop/links/link-secret.ts'
import type { OrderView } from '../../shop/model/order-view.ts'
import { viewOrder } from '../../shop/model/view-order.ts'
import type { TicketLinks } from '../../shop/model/view-tickets.ts'
import { type Attempts, noAttempts, readAttempts } from '../../shop/paying/attempts.ts'
import { isPaymentPage } from '../../shop/paying/payment-pages.ts'
import { viewPayment } from '../../shop/paying/view-payment.ts'
import { notFoundError } from './page-error.ts'
import { findConference, type Shop } from './shop.ts'

/** The parameters of the address of an order. */
export interface OrderParams {
  conference: string
  name: string
  secret: string
}

/** The path of the page of an order. */
export function orderPagePath({ conference, name, secret }: OrderParams): string {
  return `/${conference}/orders/${name}/${secret}`
}

/** The path of the page of a ticket. */
export function ticketPagePath({ conference, name, secret }: OrderParams): string {
  return `/${conference}/tickets/${name}/${secret}`
}

/** An order whose link is right. */
export interface FoundOrder {
  conference: Conference
  order: Order
  tickets: Ticket[]
  attempts: Attempts
  /** The path of its page. */
  path: string
}

/** Checks a link before anything is read, so that a wrong one costs the same whether its object exists or not. */
export function requireLink({ ring }: Pick<Shop, 'ring'>, target: LinkTarget, secret: string): UidCheck {
  const isOf = checkLink(ring, target, secret)
  if (isOf === undefined) throw notFoundError()
  return isOf
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

/** The tickets of an order; it is not asked for those of an order that has none yet. */
export async function readTickets({ api }: Pick<Shop, 'api'>, order: Order, signal: AbortSignal): Promise<Ticket[]> {
  const { payment, quantity = 0 } = order.status ?? {}
  if (payment !== 'CONFIRMED' && quantity === 0) return []
  const { name, namespace = '' } = order.metadata
  return api.listTickets({ namespace, name }, signal)
}

/** The attempts to pay an order; none are asked for where the shop takes no payments. */
export async function readPayments(
  { api, payWith }: Pick<Shop, 'api' | 'payWith'>,
  order: Order,
  signal: AbortSignal,
): Promise<Attempts> {
  if (payWith.length === 0) return noAttempts
  const { namespace = '' } = order.metadata
  return readAttempts(order, name => api.getCheckout({ namespace, name }, signal))
}

/** The order as its page shows it. */
export function orderView(shop: Shop, found: FoundOrder, { isAway = false } = {}): OrderView {
  const { plans, pools } = shop.book.shownOffers(found.conference.metadata.name)
  const stand = { plans: [...plans.values()], pools: [...pools.values()], now: shop.now() }
  const view = viewOrder({ ...found, stand, isAway, linksOf: ticket => ticketLinks(shop, ticket) })
  const payInstructions = payInstructionsFor(shop, view)
  const payment = viewPayment({
    order: found.order,
    due: view.due,
    currency: view.currency,
    now: stand.now,
    recent: found.attempts.recent,
    payWith: shop.payWith,
    isPaymentPage: url => isPaymentPage(shop.paymentPages, url),
  })
  return {
    ...view,
    ...(payInstructions !== undefined && { payInstructions }),
    ...(payment !== undefined && { payment }),
  }
}

/** The uid in the link of a ticket: its first uid, and its serial once that was raised, so that earlier links are void. */
export function linkedUid({ metadata, spec: { serial = 0 } }: Ticket): string {
  return serial === 0 ? firstUid(metadata) : `${firstUid(metadata)}/${serial}`
}

/** The address and the code of a ticket. */
export function ticketLinks({ ring, ticketTools }: Pick<Shop, 'ring' | 'ticketTools'>, ticket: Ticket): TicketLinks {
  const { name, namespace = '' } = ticket.metadata
  const secret = signLink(ring, { kind: 'ticket', namespace, name, uid: linkedUid(ticket) })
  return { path: ticketPagePath({ conference: namespace, name, secret }), ...ticketTools.codeOf(namespace, ticket) }
}

function payInstructionsFor(
  { trialPaymentsUrl }: Pick<Shop, 'trialPaymentsUrl'>,
  { conference: { name: namespace }, name, due, currency }: OrderView,
): OrderView['payInstructions'] {
  if (trialPaymentsUrl === undefined || due === undefined) return undefined
  const fields = { custom: `${namespace}/${name}`, payment_status: 'Completed', mc_gross: due, mc_currency: currency }
  const data = Object.entries(fields).map(([field, value]) => `-d ${field}=${value}`)
  return {
    text: 'This is a trial. The command plays a payment gateway that reports the payment:',
    command: `curl ${data.join(' ')} ${trialPaymentsUrl}/payment-gateway/${namespace}`,
  }
}
