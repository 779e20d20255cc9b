import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Conference } from '../../../schema/conference.ts'
import type { Ticket } from '../../../schema/ticket.ts'
import type { TicketPageView } from '../../../shop/model/page-views.ts'
import { viewConference } from '../../../shop/model/view-conference.ts'
import { viewTicket } from '../../../shop/model/view-tickets.ts'
import { ticketPage } from '../../../shop/pages/ticket.ts'
import { linkedUid, requireLink, ticketLinks, ticketPagePath } from '../order-links.ts'
import { endedTicketError, notFoundError } from '../page-error.ts'
import { pageContext, redirectTo, sendPage } from '../send-page.ts'
import { findConference, type Shop } from '../shop.ts'
import { sendCalendar } from './calendar.ts'

interface TicketRoute {
  Params: { conference: string; ticket: string; secret: string }
}

interface FoundTicket {
  conference: Conference
  ticket: Ticket
  path: string
}

/** The page of one ticket for its holder, and its calendar file. The code of a ticket leads to its page. */
export async function ticketRoutes(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  server.get<TicketRoute>('/:conference/tickets/:ticket/:secret', async (request, reply) => {
    const isCalendar = request.params.secret.endsWith('.ics')
    const found = await findTicket(shop, request)
    const { conference, path } = found
    if (isCalendar) return sendCalendar(reply, { shop, conference, view: viewConference(conference), path })
    return sendPage(reply, ticketPage(await ticketView(shop, found), pageContext(request, { ...shop, path })))
  })

  server.get<{ Params: { code: string } }>('/T/:code', async (request, reply) => {
    const read = shop.ticketTools.readCode(request.params.code)
    if (read === undefined) throw notFoundError()
    const ticket = await shop.api.getTicket(read, AbortSignal.timeout(shop.patienceMs))
    if (ticket === undefined || !read.isOf(ticket)) throw endedTicketError()
    return redirectTo(ticketLinks(shop, ticket).path, { request, reply })
  })
}

async function findTicket(shop: Shop, { params }: FastifyRequest<TicketRoute>): Promise<FoundTicket> {
  const { conference: namespace, ticket: name } = params
  const secret = params.secret.replace(/\.ics$/, '')
  const isOf = requireLink(shop, { kind: 'ticket', namespace, name }, secret)
  const conference = findConference(shop, namespace)
  const ticket = await shop.api.getTicket({ namespace, name }, AbortSignal.timeout(shop.patienceMs))
  if (ticket === undefined || !isOf(linkedUid(ticket))) throw endedTicketError()
  return { conference, ticket, path: ticketPagePath({ conference: namespace, name, secret }) }
}

/** The ticket as its page shows it: with the plan and the pool of its order, and nothing else of the order. */
async function ticketView(shop: Shop, { conference, ticket, path }: FoundTicket): Promise<TicketPageView> {
  const { namespace = '' } = ticket.metadata
  const order = await shop.api.getOrder({ namespace, name: ticket.spec.orderRef }, AbortSignal.timeout(shop.patienceMs))
  if (order === undefined) throw endedTicketError()
  const { planRef } = order.spec
  const plan = shop.book.shownOffers(namespace).plans.get(planRef)
  const seatsOf = { planRef, poolRef: order.status?.poolRef }
  const links = { ...ticketLinks(shop, ticket), path }
  return {
    conference: viewConference(conference),
    ticket: viewTicket(ticket, { seatsOf, planTitle: plan?.spec.title ?? planRef, links }),
  }
}
