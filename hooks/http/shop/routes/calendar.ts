import type { FastifyReply } from 'fastify'
import type { Conference } from '../../../schema/conference.ts'
import type { ConferenceView } from '../../../shop/model/views.ts'
import { notFoundError } from '../page-error.ts'
import type { Shop } from '../shop.ts'

/** Sends the calendar file of a conference, which leads back to the page at `path`. A conference without a start has none. */
export function sendCalendar(
  reply: FastifyReply,
  of: { shop: Shop; conference: Conference; view: ConferenceView; path: string },
): FastifyReply {
  const { shop, conference, view, path } = of
  const url = `${shop.shopUrl}${path}`
  const file = shop.ticketTools.calendarOf(conference, { view, url, now: shop.now() })
  if (file === undefined) throw notFoundError()
  const name = `${conference.metadata.name}.ics`
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(file)
}
