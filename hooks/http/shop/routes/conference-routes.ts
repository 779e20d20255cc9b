import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { issueFormToken } from '../../../shop/links/form-token.ts'
import { emptyForm } from '../../../shop/model/form-view.ts'
import { viewConference } from '../../../shop/model/view-conference.ts'
import { conferencePage } from '../../../shop/pages/conference.ts'
import { conferencesPage } from '../../../shop/pages/conferences.ts'
import { plansJson } from '../../../shop/pages/plans-json.ts'
import { conferencePageView, readCode } from '../conference-view.ts'
import { awayError, awaySeconds } from '../page-error.ts'
import { pageContext, queryOf, sendPage } from '../send-page.ts'
import { findConference, type Shop } from '../shop.ts'

interface ConferenceRoute {
  Params: { conference: string }
}

/** The pages of all conferences and of one, and its list for an organizer's own site. */
export async function conferenceRoutes(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  const { book, ring, now } = shop

  server.get('/', async (request, reply) => {
    if (!book.isComplete()) throw awayError()
    const view = { conferences: book.conferences().map(viewConference), isAway: book.isAway() }
    return sendPage(
      reply,
      conferencesPage(view, pageContext(request, { ...shop, path: '/' })),
      pageStatusCode(shop, reply),
    )
  })

  server.get<ConferenceRoute>('/:conference', async (request, reply) => {
    const conference = findConference(shop, request.params.conference)
    const { name } = conference.metadata
    const query = queryOf(request)
    const form = emptyForm(issueFormToken(ring, { namespace: name, now: now() }), query)
    const code = readCode(query)
    if (code !== '') await shop.limits.checkCoupon(request)
    const view = await conferencePageView(shop, { conference, form, code })
    const page = conferencePage(view, pageContext(request, { ...shop, path: `/${name}` }))
    return sendPage(reply, page, pageStatusCode(shop, reply))
  })

  const embeddable = { isEmbeddable: true, cacheControl: 'public, max-age=5' } as const
  server.get<ConferenceRoute>('/:conference/plans.json', { config: embeddable }, async (request, reply) => {
    const view = await plansView(shop, request)
    reply.header('vary', 'accept-language').code(pageStatusCode(shop, reply))
    return plansJson(view, pageContext(request, { ...shop, path: `/${view.conference.name}` }))
  })
}

/** The list of plans without a coupon: an address that anybody may embed must not be a test of codes. */
function plansView(shop: Shop, { params }: FastifyRequest<ConferenceRoute>) {
  const conference = findConference(shop, params.conference)
  return conferencePageView(shop, { conference, form: emptyForm(''), code: '' })
}

/** The HTTP status of a page from memory: 503 if its state may be stale. */
function pageStatusCode({ book }: Pick<Shop, 'book'>, reply: FastifyReply): number {
  if (!book.isAway()) return 200
  reply.header('retry-after', awaySeconds)
  return 503
}
