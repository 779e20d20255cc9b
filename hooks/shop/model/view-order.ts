import type { Conference } from '../../schema/conference.ts'
import type { Order } from '../../schema/order/order.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { orderMoney, unheldTickets } from './order-money.ts'
import { canCancel, findLatestEnd, mostQuantity, viewWaitlist } from './order-options.ts'
import { hasCondition, isAwaitingMore, isChanging, orderState, readWaitlistPlace } from './order-state.ts'
import type { OrderState, OrderView } from './order-view.ts'
import { timeField, viewConference } from './view-conference.ts'
import { type Stand, viewOffer, viewOffers } from './view-offers.ts'
import { type TicketLinks, ticketsOf, viewTicket } from './view-tickets.ts'
import { isOrderable } from './views.ts'

/** Everything that the page of an order shows. `stand` has all plans and pools of the conference. */
export interface OrderFile {
  conference: Conference
  order: Order
  tickets: readonly Ticket[]
  stand: Stand
  /** The path of the page (orderPagePath). */
  path: string
  linksOf(ticket: Ticket): TicketLinks
  isAway: boolean
}

/** States in which the page offers other tickets. */
const unhappyStates: readonly OrderState[] = ['refused', 'expired']

/** An order as its buyer sees it. */
export function viewOrder(file: OrderFile): OrderView {
  const { conference, order, stand, path, isAway } = file
  const { metadata, spec, status } = order
  const plan = stand.plans.find(one => one.metadata.name === spec.planRef)
  const offer = plan && viewOffer(plan, stand)
  const state = orderState(order)
  const money = orderMoney(order, plan)
  const latestEnd = money.announced === undefined ? findLatestEnd(order, plan, stand.now) : undefined
  const most = mostQuantity(order, { plan, offer })
  const before = state === 'waiting' ? readWaitlistPlace(order) : undefined
  return {
    conference: viewConference(conference),
    name: metadata.name,
    path,
    state,
    reason: status?.reason ?? '',
    plan: spec.planRef,
    planTitle: plan?.spec.title ?? spec.planRef,
    ...(spec.couponRef !== undefined && { coupon: spec.couponRef }),
    placedAt: placedAt(metadata),
    quantity: spec.quantity,
    ...money,
    ...timeField('expiresAt', status?.expiresAt),
    ...(latestEnd !== undefined && { latestEnd }),
    ...(before !== undefined && { waitedBefore: before }),
    ...(state === 'waiting' && { waitlist: viewWaitlist(order, { plan, offer }) }),
    ...viewTickets(file, plan?.spec.title ?? spec.planRef),
    ...(most !== undefined && { mostQuantity: most }),
    canCancel: canCancel(order),
    isChanging: isChanging(order),
    isDisputed: hasCondition(order, 'Disputed', 'True'),
    isPlanGone: plan === undefined,
    isAway,
    alternatives: unhappyStates.includes(state) ? viewOffers(stand).filter(isOrderable) : [],
  }
}

/** The tickets that exist, and the numbers of those that are missing. */
function viewTickets(
  { order, tickets, linksOf }: OrderFile,
  planTitle: string,
): Pick<OrderView, 'tickets' | 'ticketsAwaited' | 'ticketsUnsold' | 'isMoreAwaited'> {
  const { spec, status } = order
  const seatsOf = { planRef: spec.planRef, poolRef: status?.poolRef }
  const views = ticketsOf(order, tickets).map(ticket =>
    viewTicket(ticket, { seatsOf, planTitle, links: linksOf(ticket) }),
  )
  const isShort = status?.conditions?.some(({ reason }) => reason === 'TicketsNotReserved') === true
  const sold = status?.payment !== 'CONFIRMED' ? 0 : isShort ? status.quantity : spec.quantity
  return {
    tickets: views,
    ticketsAwaited: Math.max(0, sold - views.length),
    ticketsUnsold: isShort ? Math.max(0, spec.quantity - status.quantity) : unheldTickets(order),
    ...(isAwaitingMore(order) && { isMoreAwaited: true }),
  }
}
