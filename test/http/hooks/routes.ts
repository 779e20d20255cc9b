import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import Type from 'typebox'
import { createHookRegistrar, syncRoutes } from '../../../hooks/http/hooks/routes.ts'
import { compileSchema } from '../../../hooks/http/validator.ts'
import { desiredObject, syncResponse } from '../../../hooks/schema/envelope.ts'
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

const Ticket = desiredObject({ apiVersion: 'app.corley.it/v1', kind: 'Ticket' }, { spec: Type.Object({}) })
const shapes = {
  request: Type.Object({ quantity: Type.Integer() }),
  response: syncResponse(Type.Object({ payment: Type.String() }), Ticket),
}
const ticket = { apiVersion: 'app.corley.it/v1', kind: 'Ticket', metadata: { name: 'order-1-1000000' }, spec: {} }
const status = { payment: 'PENDING' }

/** The answer of a server whose only hook returns that. */
async function ask(t: Test, answer: unknown, body: object = { quantity: 1 }) {
  const server = Fastify()
  t.teardown(() => server.close())
  createHookRegistrar(server)('/sync/order', shapes, () => answer as never)
  const { statusCode, payload } = await server.inject({ method: 'POST', url: '/sync/order', body })
  return { statusCode, ...(payload === '' ? {} : JSON.parse(payload)) }
}

t.test('a hook receives the whole request, and its whole answer is sent', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  const asked: unknown[] = []
  const answer = { status: { ...status, further: { kept: true } }, children: [ticket], resyncAfterSeconds: 15 }
  createHookRegistrar(server)('/sync/order', shapes, body => {
    asked.push(body)
    return answer
  })
  const response = await server.inject({ method: 'POST', url: '/sync/order', body: { quantity: 3, unknown: 'kept' } })
  t.equal(response.statusCode, 200)
  t.strictSame(response.json(), answer)
  t.strictSame(asked, [{ quantity: 3, unknown: 'kept' }])
})

t.test('a route knows its hook and its kind', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  const calls: unknown[] = []
  server.addHook('onRequest', async request => void calls.push(request.routeOptions.config.call))
  createHookRegistrar(server)('/customize/conference', shapes, () => ({ status, children: [] }))
  await server.inject({ method: 'POST', url: '/customize/conference', body: {} })
  t.strictSame(calls, [{ hook: 'customize', kind: 'Conference' }])
})

t.test('a malformed request never reaches the hook', async t => {
  const { statusCode, message } = await ask(t, { status, children: [] }, { quantity: 'many' })
  t.strictSame({ statusCode, message }, { statusCode: 400, message: 'body/quantity must be integer' })
})

t.test('an answer that could cost tickets is never sent', async t => {
  const { metadata: _, ...unnamed } = ticket
  const named = (metadata: object) => ({ status, children: [{ ...ticket, metadata }] })
  const table: [why: string, answer: unknown, fault: string][] = [
    ['nothing', undefined, 'response must be object'],
    ['null', null, 'response must be object'],
    ['{}', {}, "response must have required property 'status'"],
    ['no children', { status: {} }, "response must have required property 'children'"],
    ['no status', { children: [] }, "response must have required property 'status'"],
    ['a status of nothing', { status: {}, children: [] }, "response/status must have required property 'payment'"],
    ['a status that is null', { status: null, children: [] }, 'response/status must be object'],
    ['children that are null', { status, children: null }, 'response/children must be array'],
    ['children by name', { status, children: { ticket } }, 'response/children must be array'],
    ['a child that is null', { status, children: [null] }, 'response/children/0 must be object'],
    ['a second child that is null', { status, children: [ticket, null] }, 'response/children/1 must be object'],
    [
      'a child without metadata',
      { status, children: [unnamed] },
      "response/children/0 must have required property 'metadata'",
    ],
    ['a child without a name', named({}), "response/children/0/metadata must have required property 'name'"],
    [
      'a child of an empty name',
      named({ name: '' }),
      'response/children/0/metadata/name must NOT have fewer than 1 characters',
    ],
    [
      'a child with an owner',
      named({ name: 'a', ownerReferences: [] }),
      'response/children/0/metadata must NOT have additional properties',
    ],
    [
      'a child of another kind',
      { status, children: [{ ...ticket, kind: 'Pod' }] },
      'response/children/0/kind must be equal to one of the allowed values',
    ],
    [
      'a child of another version',
      { status, children: [{ ...ticket, apiVersion: 'app.corley.it/v2' }] },
      'response/children/0/apiVersion must be equal to one of the allowed values',
    ],
    [
      'a child with a further field',
      { status, children: [{ ...ticket, status: {} }] },
      'response/children/0 must NOT have additional properties',
    ],
    ['a further field', { status, children: [], finalized: true }, 'response must NOT have additional properties'],
    [
      'a resync time that is no number',
      { status, children: [], resyncAfterSeconds: Number.NaN },
      'response/resyncAfterSeconds must be number',
    ],
    ['at once, for ever', { status, children: [], resyncAfterSeconds: 0 }, 'response/resyncAfterSeconds must be >= 1'],
  ]
  for (const [why, answer, fault] of table) {
    const { statusCode, message } = await ask(t, answer)
    t.strictSame({ statusCode, message }, { statusCode: 500, message: `Cannot answer "/sync/order": ${fault}` }, why)
  }
})
