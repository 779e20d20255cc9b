import Fastify, { type FastifyReply } from 'fastify'
import t from 'tap'
import { sendCalendar } from '../../../../hooks/http/shop/routes/calendar.ts'
import type { Shop } from '../../../../hooks/http/shop/shop.ts'
import { viewConference } from '../../../../hooks/shop/model/view-conference.ts'
import type { TicketTools } from '../../../../hooks/shop/tickets/ticket-tools.ts'
import { now } from '../../../fixtures/objects.ts'
import { aReadyConference } from '../../../fixtures/shop/objects.ts'

t.test('a calendar file leads back to its page', async t => {
  const conference = aReadyConference()
  const view = viewConference(conference)
  const server = Fastify()
  t.teardown(() => server.close())
  const asked: unknown[] = []
  const calendarOf: TicketTools['calendarOf'] = (...args) => {
    asked.push(args)
    return 'BEGIN:VCALENDAR'
  }
  const shop = { shopUrl: 'https://a.example', now: () => now, ticketTools: { calendarOf } } as unknown as Shop
  server.get('/', async (_request, reply) => sendCalendar(reply, { shop, conference, view, path: '/conf/x' }))
  t.equal((await server.inject('/')).body, 'BEGIN:VCALENDAR')
  t.strictSame(asked, [[conference, { view, url: 'https://a.example/conf/x', now }]])
})

t.test('a conference without a begin has none', async t => {
  const conference = aReadyConference()
  const view = viewConference(conference)
  const shop = { now: () => now, ticketTools: { calendarOf: () => undefined } } as unknown as Shop
  t.throws(() => sendCalendar({} as FastifyReply, { shop, conference, view, path: '/' }), { name: 'PageError' })
})
