import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Conference } from '../../../schema/conference.ts'
import { firstUid } from '../../../schema/first-uid.ts'
import type { Order } from '../../../schema/order/order.ts'
import { issueFormToken } from '../../../shop/links/form-token.ts'
import { signLink } from '../../../shop/links/link-secret.ts'
import { conferencePage } from '../../../shop/pages/conference.ts'
import { type Placing, placeOrder } from '../../../shop/placing/place-order.ts'
import type { FormFields } from '../../../shop/placing/typed-text.ts'
import { conferencePageView, readCode } from '../conference-view.ts'
import { addressOf } from '../limits.ts'
import { orderPagePath } from '../order-links.ts'
import { pageContext, redirectTo, sendPage } from '../send-page.ts'
import { findConference, type Shop } from '../shop.ts'

interface PlacingRoute {
  Params: { conference: string }
}

type Refused = Extract<Placing, { faults: unknown }>

/** POST /<conference>/orders creates an order and leads to its page, or shows the form again with its faults. */
export async function placingRoutes(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  server.post<PlacingRoute>('/:conference/orders', { config: { limit: 'create' } }, async (request, reply) => {
    const conference = findConference(shop, request.params.conference)
    const placing = await place(shop, { request, conference: conference.metadata.name })
    shop.counters.countPlacing(placing.outcome)
    if ('faults' in placing) return showFormAgain(shop, { request, reply, conference, placing })
    const { name, namespace = '' } = placing.order.metadata
    request.log.info({ namespace, order: name, outcome: placing.outcome }, 'order placed')
    const isOther = placing.outcome === 'repeated' && !isAskedFor(placing.order, request.body as FormFields)
    const query = isOther ? { said: 'repeated' } : {}
    const secret = signLink(shop.ring, { kind: 'order', namespace, name, uid: firstUid(placing.order.metadata) })
    return redirectTo(orderPagePath({ conference: namespace, name, secret }), { request, reply, query })
  })
  // A GET of this address, such as a reload, leads to the form.
  server.get<PlacingRoute>('/:conference/orders', async (request, reply) => {
    return redirectTo(`/${findConference(shop, request.params.conference).metadata.name}`, { request, reply })
  })
}

/** Whether a form asks for this order, as the second one of a double click does. */
function isAskedFor({ spec }: Order, { plan, quantity }: FormFields): boolean {
  return spec.cancelled !== true && spec.planRef === plan && `${spec.quantity}` === quantity
}

async function place(
  shop: Shop,
  { request, conference }: { request: FastifyRequest; conference: string },
): Promise<Placing> {
  const { language } = pageContext(request, { ...shop, path: '/' })
  const fields = (request.body ?? {}) as FormFields
  const sent = { conference, fields, address: addressOf(request), language }
  try {
    const signal = AbortSignal.timeout(shop.patienceMs)
    return await placeOrder({ ...shop, presentOffers: shop.book.presentOffers }, { ...sent, signal })
  } catch (error) {
    shop.counters.countPlacing('unavailable')
    throw error
  }
}

/** The form gets a new token: the old one may have expired. */
async function showFormAgain(
  shop: Shop,
  of: { request: FastifyRequest; reply: FastifyReply; conference: Conference; placing: Refused },
): Promise<FastifyReply> {
  const { request, reply, conference, placing } = of
  const { name } = conference.metadata
  const { values, faults } = placing
  const token = issueFormToken(shop.ring, { namespace: name, now: shop.now() })
  const view = await conferencePageView(shop, { conference, form: { token, values, faults }, code: readCode(values) })
  return sendPage(reply, conferencePage(view, pageContext(request, { ...shop, path: `/${name}` })), 422)
}
