import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { syncRoutes } from '../../../hooks/http/hooks/routes.ts'
import { compileSchema } from '../../../hooks/http/validator.ts'
import { syncConference } from '../../../hooks/sync/conference/conference.ts'
import { customizeConference } from '../../../hooks/sync/conference/customize.ts'
import { syncOrder } from '../../../hooks/sync/order/order.ts'
import { aConference, anOrder, aReservation, now } from '../../fixtures/objects.ts'
import { conferenceRequest, orderRequest } from '../../fixtures/requests.ts'

async function start(t: Test): Promise<FastifyInstance> {
  const server = Fastify()
  t.teardown(() => server.close())
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  await server.register(syncRoutes, { now: () => now })
  return server
}

t.test('each hook answers at its own address, with the given time', async t => {
  const server = await start(t)
  const [conference, order] = [aConference(), anOrder()]
  const asked = [conferenceRequest(conference), orderRequest(order, { reservations: [aReservation()] })] as const
  const table: [url: string, body: object, expected: object][] = [
    ['/sync/conference', asked[0], syncConference(asked[0], now)],
    ['/sync/order', asked[1], syncOrder(asked[1], now)],
    ['/customize/conference', { controller: {}, parent: conference }, customizeConference(conference)],
  ]
  for (const [url, body, expected] of table) {
    const response = await server.inject({ method: 'POST', url, body })
    t.strictSame({ status: response.statusCode, body: response.json() }, { status: 200, body: expected }, url)
  }
})

t.test('a hook refuses a request about another kind', async t => {
  const server = await start(t)
  const table: [url: string, body: object][] = [
    ['/sync/conference', orderRequest(anOrder())],
    ['/sync/order', conferenceRequest(aConference())],
    ['/customize/conference', { controller: {}, parent: anOrder() }],
  ]
  for (const [url, body] of table) {
    const { statusCode } = await server.inject({ method: 'POST', url, body })
    t.equal(statusCode, 400, url)
  }
})

t.test('plans have no hook: the box office decides on them', async t => {
  const server = await start(t)
  for (const url of ['/sync/plan', '/customize/plan', '/customize/order']) {
    t.equal((await server.inject({ method: 'POST', url, body: {} })).statusCode, 404, url)
  }
})
