import type { FastifyInstance } from 'fastify'
import { type Said, sayings } from '../../../shop/model/order-view.ts'
import { viewConference } from '../../../shop/model/view-conference.ts'
import { orderPage } from '../../../shop/pages/order/order.ts'
import { receiptPage } from '../../../shop/pages/receipt.ts'
import { findOrder } from '../find-order.ts'
import { orderPageView } from '../order-page-view.ts'
import { pageContext, queryOf, redirectTo, sendPage } from '../send-page.ts'
import type { Shop } from '../shop.ts'
import { sendCalendar } from './calendar.ts'
import { hasLeft, noteReturn } from './returns.ts'

export const orderPath = '/:conference/orders/:name/:secret'

/** The page of an order, its receipt and its calendar file. */
export async function orderRoutes(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  server.get(orderPath, async (request, reply) => {
    const found = await findOrder(shop, request)
    // The buyer may keep the address and load it again, so the number of the attempt is removed from it.
    if (await noteReturn(shop, request, found)) return redirectTo(found.path, { request, reply })
    const said: Said | undefined = hasLeft(request, found)
      ? 'left'
      : sayings.find(one => one === queryOf(request)['said'])
    const view = { ...orderPageView(shop, found), ...(said !== undefined && { said }) }
    return sendPage(reply, orderPage(view, pageContext(request, { ...shop, path: found.path })))
  })

  server.get(`${orderPath}/receipt`, async (request, reply) => {
    const found = await findOrder(shop, request)
    const context = pageContext(request, { ...shop, path: `${found.path}/receipt` })
    return sendPage(reply, receiptPage(orderPageView(shop, found), context))
  })

  server.get(`${orderPath}/tickets.ics`, async (request, reply) => {
    const { conference } = await findOrder(shop, request)
    // People share calendars, and the address of an order is its key.
    const path = `/${conference.metadata.name}`
    return sendCalendar(reply, { shop, conference, view: viewConference(conference), path })
  })
}
