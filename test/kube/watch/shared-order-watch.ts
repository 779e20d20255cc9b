import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import t, { type Test } from 'tap'
import { shareOrderWatch } from '../../../hooks/kube/watch/shared-order-watch.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { waitForConnection } from '../../fixtures/cluster/connected-watch.ts'
import { answerJson, answerStatus, type Play, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'
import { anOrder } from '../../fixtures/objects.ts'

const key = { namespace: 'conf', name: 'order-1', resourceVersion: '5' }
const orders = '/apis/app.corley.it/v1/orders'
const watched = (version: number) =>
  `GET ${orders}?watch=1&allowWatchBookmarks=true&timeoutSeconds=1800&resourceVersion=${version}`
const list = answerJson(200, { metadata: { resourceVersion: '5' }, items: [anOrder()] })
const version = (resourceVersion: number, of: Parameters<typeof anOrder>[0] = {}) =>
  anOrder({ ...of, metadata: { resourceVersion: `${resourceVersion}` } })
const event = (type: string, object: unknown) => ({ type, object })

async function readAll(versions: AsyncIterable<Order | undefined>): Promise<(Order | undefined)[]> {
  const seen = []
  for await (const order of versions) seen.push(order)
  return seen
}

/** A watch of a played API server, and its log. */
async function startWatch(t: Test, plays: Play[], options?: { quietMs: number }) {
  const { credentials, requests } = await playApi(t, plays)
  const watch = shareOrderWatch(credentials, options)
  const ending = new AbortController()
  const logged: string[] = []
  const write = ({ err }: { err: Error }) => logged.push(err.message)
  const follow = () => watch.followOrders({ signal: ending.signal, log: { warn: write, error: write } as never })
  t.teardown(() => ending.abort())
  return { ...watch, follow, ending, requests, logged }
}

/** A watch that sends its events one by one. */
function playWatch() {
  let answer: ServerResponse | undefined
  const play: Play = (request, response) => {
    answer = response
    sendEvents([])(request, response)
  }
  const send = (...events: unknown[]) => {
    for (const event of events) answer?.write(`${JSON.stringify(event)}\n`)
  }
  return { play, send, end: () => answer?.end() }
}

t.test(
  'one watch shows each caller the versions of its order that arrive after its call, and its deletion',
  async t => {
    const { play, send } = playWatch()
    const watch = await startWatch(t, [list, play])
    const following = watch.follow()
    await waitForConnection(watch)
    const { signal } = new AbortController()
    const [first, again] = [watch.watchOrder(key, signal), watch.watchOrder({ ...key, resourceVersion: '7' }, signal)]
    const other = watch.watchOrder({ ...key, name: 'order-2' }, signal)
    const elsewhere = watch.watchOrder({ ...key, namespace: 'another' }, signal)
    send(
      ...[event('ADDED', version(5)), event('MODIFIED', version(6)), event('MODIFIED', version(7))],
      ...[event('BOOKMARK', { metadata: { resourceVersion: '8' } }), event('ADDED', version(9, { name: 'order-2' }))],
      ...[event('MODIFIED', version(10, { quantity: 2 })), event('DELETED', version(11))],
      event('DELETED', version(12, { name: 'order-2' })),
    )
    const next = async (versions: AsyncIterable<Order | undefined>, count: number) => {
      const iterator = versions[Symbol.asyncIterator]()
      const seen = []
      for (let index = 0; index < count; index++) seen.push((await iterator.next()).value)
      await iterator.return?.()
      return seen
    }
    t.strictSame(await next(first, 4), [version(6), version(7), version(10, { quantity: 2 }), undefined])
    t.strictSame(await next(again, 2), [version(10, { quantity: 2 }), undefined])
    t.strictSame(await next(other, 2), [version(9, { name: 'order-2' }), undefined])
    t.equal(getEventListeners(signal, 'abort').length, 1, 'the end of a wait removes its listener')
    watch.ending.abort()
    await following
    t.strictSame(await readAll(elsewhere), [], 'the end of the watch ends the wait')
    t.strictSame(watch.requests, [`GET ${orders}?limit=1`, watched(5)])
    t.strictSame(watch.logged, [])
  },
)

t.test('a wait ends without a connection, and when a connection ends', async t => {
  const { play, send, end } = playWatch()
  const watch = await startWatch(t, [answerStatus(403, 'Forbidden'), list, play, sendEvents([])])
  const { signal } = new AbortController()
  t.strictSame(await readAll(watch.watchOrder(key, signal)), [])
  void watch.follow()
  await waitForConnection(watch)
  const seen = readAll(watch.watchOrder(key, signal))
  send(event('MODIFIED', version(6)))
  end()
  t.strictSame(await seen, [version(6)])
  await waitForConnection(watch)
  t.strictSame(watch.requests, [`GET ${orders}?limit=1`, `GET ${orders}?limit=1`, watched(5), watched(6)])
  t.strictSame(watch.logged, ['Forbidden'])
})

t.test('a quiet watch ends the wait, and continues', async t => {
  const { play, send } = playWatch()
  const watch = await startWatch(t, [list, play], { quietMs: 40 })
  void watch.follow()
  await waitForConnection(watch)
  const { signal } = new AbortController()
  t.strictSame(await readAll(watch.watchOrder(key, signal)), [])
  const began = performance.now()
  const busy = setInterval(() => send(event('MODIFIED', version(6, { name: 'order-2' }))), 5)
  const seen = readAll(watch.watchOrder(key, signal))
  setTimeout(() => clearInterval(busy), 100)
  t.strictSame(await seen, [])
  t.ok(performance.now() - began > 100, 'a change of any order shows that the connection is alive')
  const later = watch.watchOrder(key, signal)[Symbol.asyncIterator]()
  send(event('MODIFIED', version(7)))
  t.strictSame(await later.next(), { done: false, value: version(7) })
})

t.test('the signal ends the wait with a KubeError, also before it begins', async t => {
  const { play } = playWatch()
  const watch = await startWatch(t, [list, play])
  void watch.follow()
  await waitForConnection(watch)
  const controller = new AbortController()
  const seen = readAll(watch.watchOrder(key, controller.signal))
  const neverRead = watch.watchOrder(key, controller.signal)
  controller.abort()
  await t.rejects(seen, { name: 'KubeError', reason: 'Unreachable' })
  await t.rejects(readAll(neverRead), { name: 'KubeError', reason: 'Unreachable' })
  t.strictSame(await readAll(watch.watchOrder(key, controller.signal)), [])
})

t.test('a defect is logged and ends the watch', async t => {
  const { play, send } = playWatch()
  const watch = await startWatch(t, [list, play])
  const following = watch.follow()
  await waitForConnection(watch)
  const seen = readAll(watch.watchOrder(key, new AbortController().signal))
  send(event('MODIFIED', { metadata: { name: 'order-1', resourceVersion: 'seven' } }))
  await following
  t.strictSame(await seen, [])
  t.match(watch.logged, [/seven/])
})
