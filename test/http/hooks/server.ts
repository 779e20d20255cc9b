import { Server } from 'node:https'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import t, { type Test } from 'tap'
import { buildSyncServer } from '../../../hooks/http/hooks/server.ts'
import { certificateOne } from '../../fixtures/http/self-signed.ts'
import { aConference, anOrder, aPayment, aReservation, aTicket, now } from '../../fixtures/objects.ts'
import { conferenceRequest, orderRequest } from '../../fixtures/requests.ts'

/** A hook server that logs into a list. */
function start(t: Test, clock = () => now) {
  const lines: Record<string, unknown>[] = []
  const logger = pino({ base: null, timestamp: false }, { write: line => lines.push(JSON.parse(line)) })
  const registry = new Registry()
  const server = buildSyncServer({ now: clock, logger, registry })
  t.teardown(() => server.close())
  const ask = async (url: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const response = await server.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) })
    return { status: response.statusCode, body: response.json() }
  }
  return { server, ask, lines, registry }
}

/** The same object with another value at that path. */
function withValue(body: object, path: string, value: unknown): object {
  const copy = structuredClone(body)
  const keys = path.split('/')
  const last = keys.pop() ?? ''
  let place = copy as Record<string, unknown>
  for (const key of keys) place = place[key] as Record<string, unknown>
  if (value === undefined) delete place[last]
  else place[last] = value
  return copy
}

t.test('every route answers, and the probes do', async t => {
  const { server, ask, lines } = start(t)
  const table: [url: string, body: object][] = [
    ['/sync/conference', conferenceRequest(aConference())],
    ['/sync/order', orderRequest(anOrder(), { reservations: [aReservation()] })],
    ['/customize/conference', { controller: {}, parent: aConference() }],
  ]
  for (const [url, body] of table) t.equal((await ask(url, body)).status, 200, url)
  for (const url of ['/healthz', '/readyz']) t.equal((await server.inject(url)).statusCode, 200, url)
  t.equal((await server.inject('/sync/order')).statusCode, 404, 'hooks accept POST only')
  const told = (kind: string, more: object) => ({ kind, uid: String, generation: 1, outcome: 'answered', ...more })
  t.match(lines, [
    told('Conference', { name: 'conf' }),
    told('Order', {
      namespace: 'conf',
      name: 'order-1',
      uid: 'uid-of-order-1',
      reqId: /^[0-9a-f-]{36}$/,
      seconds: Number,
    }),
  ])
  t.equal(lines.length, 2, 'calls of customize and probes are not logged')
})

t.test('a request of Metacontroller for a sold order is answered with its tickets', async t => {
  const { ask } = start(t)
  const managed = { managedFields: [{ manager: 'kubectl', operation: 'Apply' }], annotations: { note: 'x' } }
  const order = anOrder({ quantity: 2, metadata: { ...managed, resourceVersion: '12' } })
  const request = orderRequest(order, {
    tickets: [aTicket({ attendee: { firstname: 'Ada', lastname: 'Lovelace' } })],
    payments: [aPayment({ gross: '59.80' })],
    reservations: [aReservation({ decision: 'Sold', quantity: 2 })],
  })
  const { status, body } = await ask('/sync/order', { ...request, controller: { kind: 'CompositeController' } })
  const labels = { 'orders.app.corley.it': 'order-1', 'plans.app.corley.it': 'plan' }
  const made = body.children[3]?.metadata.name
  const ticket = (name: string, more: object = {}) => ({
    apiVersion: 'app.corley.it/v1',
    kind: 'Ticket',
    metadata: { name, namespace: 'conf', labels, ...more },
    spec: { orderRef: 'order-1' },
  })
  const annotations = {
    'orders.app.corley.it/generation': '1',
    'orders.app.corley.it/reservation': 'uid-of-reservation-order-1/1',
  }
  t.equal(status, 200)
  t.match(made, /^order-1-[0-9]{7}$/)
  t.strictSame(body.children, [
    { apiVersion: 'app.corley.it/v1', kind: 'Payment', metadata: { name: 'paypal-1', namespace: 'conf' } },
    { apiVersion: 'app.corley.it/v1', kind: 'Reservation', metadata: { name: 'order-1', namespace: 'conf' } },
    ticket('order-1-1000000'),
    ticket(made, { annotations }),
  ])
  t.match(body.status, { payment: 'CONFIRMED', quantity: 2, total: '59.80', paid: '59.80', currency: 'EUR' })
  t.notOk('resyncAfterSeconds' in body)
})

t.test('a malformed body is refused with its field, and nothing is coerced', async t => {
  const { ask, lines } = start(t)
  const order = orderRequest(anOrder(), { tickets: [aTicket()], reservations: [aReservation()] })
  const [tickets, reservations] = ['children/Ticket.app.corley.it/v1', 'children/Reservation.app.corley.it/v1']
  // A key of Metacontroller's maps has a slash of its own, which JSON pointers write as ~1.
  const pointer = (key: string) => key.replace('.it/v1', '.it~1v1')
  const table: [url: string, body: unknown, error: string][] = [
    ['/sync/order', withValue(order, 'parent/spec/quantity', '10'), 'body/parent/spec/quantity must be integer'],
    ['/sync/order', withValue(order, 'parent/spec/quantity', 1.5), 'body/parent/spec/quantity must be integer'],
    ['/sync/order', withValue(order, 'parent/spec/quantity', null), 'body/parent/spec/quantity must be integer'],
    ['/sync/order', withValue(order, 'parent/spec/price', '29.90'), 'body/parent/spec/price must be number'],
    ['/sync/order', withValue(order, 'parent/spec/cancelled', 'true'), 'body/parent/spec/cancelled must be boolean'],
    [
      '/sync/order',
      withValue(order, 'parent/spec/quantity', undefined),
      "body/parent/spec must have required property 'quantity'",
    ],
    ['/sync/order', withValue(order, 'parent', undefined), "body must have required property 'parent'"],
    ['/sync/order', withValue(order, 'children', null), 'body/children must be object'],
    ['/sync/order', { ...order, children: {} }, "body/children must have required property 'Ticket.app.corley.it/v1'"],
    [
      '/sync/order',
      { ...order, children: { ...order.children, 'Ticket.app.corley.it/v1': { 'conf/a': null } } },
      `body/${pointer(tickets)}/conf~1a must be object`,
    ],
    [
      '/sync/order',
      { ...order, children: { ...order.children, 'Reservation.app.corley.it/v1': { 'conf/order-1': {} } } },
      `body/${pointer(reservations)}/conf~1order-1 must have required property 'apiVersion'`,
    ],
    [
      '/sync/conference',
      withValue(conferenceRequest(aConference()), 'parent/spec/title', 5),
      'body/parent/spec/title must be string',
    ],
    ['/customize/conference', {}, "body must have required property 'controller'"],
    ['/customize/conference', [], 'body must be object'],
    ['/customize/conference', null, 'body must be object'],
  ]
  for (const [url, body, error] of table) t.strictSame(await ask(url, body), { status: 400, body: { error } }, error)
  t.equal(lines.length, table.length, 'each is logged')
})

t.test('a body that is no JSON is refused', async t => {
  const { server } = start(t)
  const post = async (payload: string, type: string) => {
    const headers = { 'content-type': type }
    return (await server.inject({ method: 'POST', url: '/sync/order', headers, payload })).statusCode
  }
  t.equal(await post('{"parent":', 'application/json'), 400, 'cut off')
  t.equal(await post('', 'application/json'), 400, 'empty')
  t.equal(await post('{"__proto__": {}}', 'application/json'), 400, 'a body that would change the prototype')
  t.equal(await post('parent: {}', 'application/yaml'), 415, 'YAML')
})

t.test('a bug changes nothing: the answer is 500 without internals, and the log names the parent', async t => {
  const { ask, lines } = start(t, () => {
    throw new TypeError('the clock at /srv/hooks/clock.ts stands still')
  })
  const request = orderRequest(anOrder({ metadata: { generation: 7 } }))
  t.strictSame(await ask('/sync/order', request), {
    status: 500,
    body: { error: 'Cannot answer the request: the hook failed; see its log' },
  })
  const [{ err, reqId: _, ...line } = {}] = lines
  t.strictSame(line, {
    level: 50,
    hook: 'sync',
    outcome: 'failed',
    status: 500,
    url: '/sync/order',
    kind: 'Order',
    namespace: 'conf',
    name: 'order-1',
    uid: 'uid-of-order-1',
    generation: 7,
    msg: 'sync failed',
  })
  t.match(err, { type: 'TypeError', message: 'the clock at /srv/hooks/clock.ts stands still', stack: String })
  t.equal(lines.length, 1)
})

/** An order of 100 tickets, the maximum, each with an attendee of long names and with managedFields. */
function largestOrder() {
  const note = { manager: 'metacontroller', operation: 'Update', apiVersion: 'app.corley.it/v1' }
  const names = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`f:field-${index}`, {}]))
  const managedFields = [{ ...note, fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': names } }]
  const attendee = { firstname: 'x'.repeat(100), lastname: 'x'.repeat(100) }
  const tickets = Array.from({ length: 100 }, (_, index) =>
    aTicket({ name: `order-1-${1_000_000 + index}`, attendee, metadata: { managedFields } }),
  )
  return orderRequest(anOrder({ quantity: 100 }), { tickets })
}

t.test('a body may have 1 MiB, enough for the largest order, or more if configured', async t => {
  const large = largestOrder()
  t.ok(JSON.stringify(large).length > 100_000)
  const bloated = withValue(large, 'parent/metadata/annotations', { note: 'x'.repeat(1024 * 1024) })
  const status = async (body: object, maxBodyBytes?: number) => {
    const server = buildSyncServer({ now: () => now, logger: false, ...(maxBodyBytes && { maxBodyBytes }) })
    t.teardown(() => server.close())
    return (await server.inject({ method: 'POST', url: '/sync/order', body })).statusCode
  }
  t.not(await status(large), 413)
  t.equal(await status(bloated), 413)
  t.not(await status(bloated, 2 * 1024 * 1024), 413)
})

t.test('idle connections are kept longer than Metacontroller keeps them', async t => {
  const { server } = start(t)
  await server.ready()
  t.equal(server.server.keepAliveTimeout, 120_000)
})

t.test('calls are counted by their outcome', async t => {
  const { server, ask, registry, lines } = start(t)
  await ask('/sync/conference', conferenceRequest(aConference()))
  await ask('/sync/order', {})
  await ask('/customize/conference', { controller: {}, parent: aConference() })
  await server.inject('/healthz')
  await server.inject('/nowhere')
  const { statusCode } = await server.inject({ method: 'POST', url: '/sync/plan', body: orderRequest(anOrder()) })
  t.equal(statusCode, 404)
  const metrics = await registry.metrics()
  t.strictSame(metrics.match(/^kconference_(syncs_total|sync_duration_seconds_count).*/gm), [
    'kconference_syncs_total{hook="sync",kind="Conference",outcome="answered"} 1',
    'kconference_syncs_total{hook="sync",kind="Order",outcome="malformed"} 1',
    'kconference_syncs_total{hook="customize",kind="Conference",outcome="answered"} 1',
    'kconference_syncs_total{hook="none",kind="none",outcome="unserved"} 1',
    'kconference_sync_duration_seconds_count{hook="sync",kind="Conference"} 1',
    'kconference_sync_duration_seconds_count{hook="sync",kind="Order"} 1',
    'kconference_sync_duration_seconds_count{hook="customize",kind="Conference"} 1',
    'kconference_sync_duration_seconds_count{hook="none",kind="none"} 1',
  ])
  const served = '/sync/conference, /sync/order or /customize/conference'
  t.match(lines.at(-1), {
    level: 40,
    outcome: 'unserved',
    error: `Cannot serve POST "/sync/plan": it must be ${served}`,
  })
})

t.test('a path with a trailing slash is the same path', async t => {
  const { ask } = start(t)
  t.equal((await ask('/sync/conference/', conferenceRequest(aConference()))).status, 200)
})

t.test('a request has 30 s to arrive, with TLS and without', async t => {
  const certificate = { cert: Buffer.from(certificateOne.cert), key: Buffer.from(certificateOne.key) }
  for (const more of [{}, { certificate }]) {
    const { server } = buildSyncServer({ now: () => now, logger: false, ...more })
    t.match(server, { requestTimeout: 30_000, headersTimeout: 30_000 })
  }
})

t.test('it can speak HTTPS and require a token', async t => {
  const accept = (token: string) => token === 'good'
  const certificate = { cert: Buffer.from(certificateOne.cert), key: Buffer.from(certificateOne.key) }
  const server = buildSyncServer({ now: () => now, logger: false, certificate, isAccepted: accept })
  t.teardown(() => server.close())
  await server.ready()
  t.ok(server.server instanceof Server)
  const post = async (headers: object) => {
    return (await server.inject({ method: 'POST', url: '/sync/order', headers: { ...headers }, body: {} })).statusCode
  }
  t.strictSame([await post({}), await post({ authorization: 'Bearer good' })], [401, 400])
})

t.test('it can run without log and metrics', async t => {
  const server = buildSyncServer({ now: () => now, logger: false })
  t.teardown(() => server.close())
  t.equal((await server.inject({ method: 'POST', url: '/sync/order', body: {} })).statusCode, 400)
})
