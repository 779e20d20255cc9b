import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { syncRoutes } from '../../hooks/http/sync-routes.ts'
import { compileSchema } from '../../hooks/http/validator.ts'
import { syncConference } from '../../hooks/sync/conference.ts'
import { customizeConference, customizeOrder, customizePlan } from '../../hooks/sync/customize.ts'
import { syncOrder } from '../../hooks/sync/order.ts'
import { syncPlan } from '../../hooks/sync/plan.ts'
import { aConference, anOrder, aPlan, aReservation, now } from '../fixtures/objects.ts'
import { conferenceRequest, orderRequest, planRequest } from '../fixtures/requests.ts'

async function start(t: Test): Promise<FastifyInstance> {
  const server = Fastify()
  t.teardown(() => server.close())
  server.setValidatorCompiler(({ schema }) => compileSchema(schema))
  await server.register(syncRoutes, { now: () => now })
  return server
}

t.test('each hook answers at its own address, at the time it is given', async t => {
  const server = await start(t)
  const [conference, plan, order] = [aConference(), aPlan(), anOrder()]
  const asked = [
    conferenceRequest(conference),
    planRequest(plan, { orders: [order] }),
    orderRequest(order, { reservations: [aReservation()] }),
  ] as const
  const table: [url: string, body: object, expected: object][] = [
    ['/sync/conference', asked[0], syncConference(asked[0], now)],
    ['/sync/plan', asked[1], syncPlan(asked[1], now)],
    ['/sync/order', asked[2], syncOrder(asked[2], now)],
    ['/customize/conference', { controller: {}, parent: conference }, customizeConference(conference)],
    ['/customize/plan', { controller: {}, parent: plan }, customizePlan(plan)],
    ['/customize/order', { controller: {}, parent: order }, customizeOrder(order)],
  ]
  for (const [url, body, expected] of table) {
    const response = await server.inject({ method: 'POST', url, body })
    t.strictSame({ status: response.statusCode, body: response.json() }, { status: 200, body: expected }, url)
  }
})

t.test('a hook that is asked about another kind does not answer', async t => {
  const server = await start(t)
  const table: [url: string, body: object][] = [
    ['/sync/conference', planRequest(aPlan())],
    ['/sync/plan', orderRequest(anOrder())],
    ['/sync/order', conferenceRequest(aConference())],
    ['/customize/conference', { controller: {}, parent: aPlan() }],
    ['/customize/plan', { controller: {}, parent: anOrder() }],
    ['/customize/order', { controller: {}, parent: aConference() }],
  ]
  for (const [url, body] of table) {
    const { statusCode } = await server.inject({ method: 'POST', url, body })
    t.equal(statusCode, 400, url)
  }
})
