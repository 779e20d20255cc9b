import t, { type Test } from 'tap'
import type { Turns } from '../../../../hooks/shop/live/turns.ts'
import { anOrder, aTicketOf } from '../../../fixtures/objects.ts'
import { type EventSource, openEvents } from '../../../fixtures/shop/event-source.ts'
import { fakeShop, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { aRestored } from '../../../fixtures/shop/objects.ts'
import { orderPathOf, type TestShopOptions, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder({ status: { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment' } })
const path = `${orderPathOf(order)}/events`

async function listen(t: Test, options: TestShopOptions = {}) {
  const shop = await testShop(t, { api: fakeShop(order), ...options })
  const url = await shop.server.listen({ host: '127.0.0.1', port: 0 })
  const open = async (at = path, headers: Record<string, string> = {}) => {
    const source = await openEvents(`${url}${at}`, headers)
    t.teardown(() => source.close())
    return source
  }
  return { ...shop, open }
}

/** The next event of a page, with its parts. */
async function nextState(source: EventSource) {
  const { id = '', event, data = '{}' } = (await source.next()) ?? {}
  const { parts, title, announcement, now } = JSON.parse(data)
  return { id, event, standing: parts?.['part-standing'], names: Object.keys(parts ?? {}), title, announcement, now }
}

t.test('an open page gets the present state, and each change as it happens', async t => {
  const { open, api, clock } = await listen(t)
  const source = await open()
  const { statusCode, headers } = source.response
  t.strictSame(
    [statusCode, headers['content-type'], headers['cache-control'], headers['x-accel-buffering']],
    [200, 'text/event-stream', 'no-store', 'no'],
  )
  t.match(await source.next(), { retry: /^[2-8][0-9]{3}$/ })
  const first = await nextState(source)
  t.match(first, { id: /^[\w-]{16}$/, event: 'order', standing: /data-state="held"/, now: clock.now })
  t.ok(first.names.length > 3 && first.title !== '' && first.announcement !== '')
  api.tickets.set('conf/order-1-1000000', aTicketOf(order))
  api.put(anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } }))
  t.match(await nextState(source), { standing: /data-state="confirmed"/ })
  api.put(anOrder({ cancelled: true }))
  t.match(await nextState(source), { standing: /data-state="cancelled"/ })
})

t.test('a page that was open before a restore follows the restored order', async t => {
  const [before, after] = aRestored(order)
  const { open } = await listen(t, { api: fakeShop(after) })
  const source = await open(`${orderPathOf(before)}/events`)
  await source.next()
  t.match(await nextState(source), { event: 'order', standing: /data-state="held"/ })
})

t.test('a browser that comes back gets only what it does not have, in its language', async t => {
  const { open, api } = await listen(t)
  const source = await open(`${path}?lang=de`)
  await source.next()
  const { id, title } = await nextState(source)
  const english = await open()
  await english.next()
  t.not(title, (await nextState(english)).title)
  source.close()
  const again = await open(`${path}?lang=de`, { 'last-event-id': id })
  await again.next()
  api.put(anOrder({ cancelled: true }))
  t.match(await nextState(again), { standing: /data-state="cancelled"/ })
})

t.test('a page that closes is no longer followed', async t => {
  const { open, api, streams } = await listen(t)
  const source = await open()
  await source.next()
  await source.next()
  t.equal(api.lookers(), 1)
  t.equal(streams.size(), 1)
  source.close()
  while (api.lookers() > 0) await new Promise(setImmediate)
  t.equal(streams.size(), 0)
})

t.test('while the API server is away the page says so, and comes back', async t => {
  const { open, api } = await listen(t)
  const source = await open()
  await source.next()
  await source.next()
  api.before = () => {
    throw unreachable()
  }
  api.miss({ namespace: 'conf', name: 'order-1' })
  t.match(await nextState(source), { standing: /data-state="held"/ })
  api.before = () => {}
  t.match(await nextState(source), { standing: /data-state="held"/ })
  api.before = () => {
    throw unreachable()
  }
  const late = await open()
  await late.next()
  api.before = () => {}
  t.match(await nextState(late), { standing: /data-state="held"/ })
})

t.test('every read for an open page waits for its turn', async t => {
  const calls: string[] = []
  const api = fakeShop(anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } }))
  api.before = call => void calls.push(call)
  const turns: Turns = run => {
    calls.push('turn')
    return run()
  }
  const { open } = await listen(t, { api, parts: { turns } })
  const source = await open()
  await source.next()
  await source.next()
  t.strictSame(calls, ['turn', 'getOrder', 'turn', 'listTickets'])
})

t.test('a deleted order and one that was recreated end the stream', async t => {
  const { open, api } = await listen(t)
  const source = await open()
  await source.next()
  await source.next()
  api.remove({ namespace: 'conf', name: 'order-1' })
  t.equal(await source.next(), undefined)
  api.put(anOrder({ metadata: { uid: 'recreated' } }))
  const other = await open()
  await other.next()
  t.equal(await other.next(), undefined)
})

t.test('a wrong link opens no stream, and no page has a stream of HEAD', async t => {
  const { get, server, api } = await testShop(t, { api: fakeShop(order) })
  t.equal((await get(path.replace('order-1', 'order-2'))).statusCode, 404)
  t.equal((await server.inject({ method: 'HEAD', url: path })).statusCode, 404)
  t.strictSame(api.calls, [])
})

t.test('the number of streams is limited, and the page tries again later', async t => {
  const { open, get } = await listen(t, { streamLimits: { total: 1, perAddress: 1, perOrder: 1 } })
  const source = await open()
  await source.next()
  const { statusCode, headers } = await get(path)
  t.strictSame([statusCode, headers['retry-after']], [503, '60'])
})

t.test('a quiet page gets heartbeats, and the stream ends with the shop', async t => {
  const { open, server } = await listen(t, { heartbeatMs: 5 })
  const source = await open()
  await source.next()
  await source.next()
  t.strictSame(await source.next(), { isSignOfLife: true })
  const closing = server.close()
  for (let seen = await source.next(); seen !== undefined; seen = await source.next()) t.ok(seen.isSignOfLife)
  await closing
})

t.test('a defect is logged, and ends the page', async t => {
  const { open, api, log } = await listen(t)
  api.before = () => {
    throw new TypeError('a defect')
  }
  const source = await open()
  await source.next()
  t.equal(await source.next(), undefined)
  const failure = log.find(({ msg }) => msg === 'the events of an order failed')
  t.match(failure, { level: 50, err: { message: 'a defect' } })
})
