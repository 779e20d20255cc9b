import type { KubeConfig } from '@kubernetes/client-node'
import t from 'tap'
import { readCredentials } from '../../../hooks/kube/credentials.ts'
import {
  type ListWatchOptions,
  listAndWatch,
  type WatchListener,
  watchChanges,
} from '../../../hooks/kube/watch/list-watch.ts'
import { startTestKinds } from '../../fixtures/cluster/kinds.ts'
import { answerStatus, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'
import {
  lineListener,
  listRequest,
  ordersPath as path,
  playedEvent,
  playPage,
  watchRequest,
} from '../../fixtures/cluster/played-orders.ts'

/** Lists and watches until the listener is told `until`; returns all calls of the listener, one line each, and the log. */
async function follow(
  credentials: KubeConfig,
  {
    until,
    whenConnected,
    watch = listAndWatch,
    ...options
  }: Partial<ListWatchOptions> & { until: string | RegExp; whenConnected?(): void; watch?: typeof listAndWatch },
) {
  const controller = new AbortController()
  const told: string[] = []
  const logged: unknown[] = []
  const tell = (what: string) => {
    told.push(what)
    if (what === 'connected') whenConnected?.()
    if (typeof until === 'string' ? what === until : until.test(what)) controller.abort()
  }
  const listener = lineListener(tell)
  const log = { warn: ({ err }: { err: Error }) => logged.push(err.message) } as never
  await watch(credentials, { path, listener, signal: controller.signal, log, ...options })
  return { told, logged }
}

t.test('all pages are listed consistently, and the changes after them are watched', async t => {
  const events = [
    playedEvent('ADDED', 'c', 6),
    playedEvent('MODIFIED', 'a', 7),
    playedEvent('DELETED', 'b', 8),
    playedEvent('BOOKMARK', '', 9),
    playedEvent('ADDED', 'never', 10),
  ]
  const { credentials, requests } = await playApi(t, [
    playPage(5, ['a'], 'token/1'),
    playPage(5, ['b']),
    sendEvents(events),
  ])
  t.strictSame(await follow(credentials, { until: 'reached 9', pageSize: 1 }), {
    told: [
      'listing',
      'listed a 1',
      'listed b 1',
      'complete 5',
      'connected',
      'changed c 6',
      'changed a 7',
      'deleted b 8',
      'reached 9',
    ],
    logged: [],
  })
  t.strictSame(requests, [listRequest(1), `${listRequest(1)}&continue=token%2F1`, watchRequest(5)])
})

t.test('an expired version, and any other refusal, leads to a new list', async t => {
  const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } }
  const { credentials, requests } = await playApi(t, [
    playPage(5, ['a']),
    answerStatus(410, 'Expired'),
    playPage(6, ['b']),
    sendEvents([playedEvent('ADDED', 'c', 7), expired]),
    playPage(8, ['c']),
    answerStatus(403, 'Forbidden'),
    answerStatus(403, 'Forbidden'),
    playPage(9, []),
    sendEvents([]),
  ])
  const { told, logged } = await follow(credentials, { until: 'complete 9' })
  t.strictSame(told, [
    ...['listing', 'listed a 1', 'complete 5'],
    ...['listing', 'listed b 1', 'complete 6', 'connected', 'changed c 7', 'interrupted'],
    ...['listing', 'listed c 1', 'complete 8'],
    ...['listing', 'listed ', 'complete 9'],
  ])
  t.strictSame(logged, ['Expired', 'too old', 'Forbidden', 'Forbidden'])
  t.strictSame(requests, [
    listRequest(),
    watchRequest(5),
    listRequest(),
    watchRequest(6),
    listRequest(),
    watchRequest(8),
    listRequest(),
    listRequest(),
  ])
})

t.test('a list whose next page has expired begins again', async t => {
  const { credentials, requests } = await playApi(t, [
    playPage(5, ['a'], 'old'),
    answerStatus(410, 'Expired'),
    playPage(6, ['b'], 'new'),
    playPage(6, ['c']),
    sendEvents([]),
  ])
  const { told } = await follow(credentials, { until: 'connected' })
  t.strictSame(told, ['listing', 'listed a 1', 'listing', 'listed b 1', 'listed c 1', 'complete 6', 'connected'])
  t.strictSame(requests.slice(1, 4), [`${listRequest()}&continue=old`, listRequest(), `${listRequest()}&continue=new`])
})

t.test('changes without a list are watched from the present version, also after a gap', async t => {
  const { credentials, requests } = await playApi(t, [
    playPage(5, ['a'], 'more'),
    sendEvents([playedEvent('MODIFIED', 'a', 6), playedEvent('BOOKMARK', '', 7)], { isEnded: true }),
    answerStatus(410, 'Expired'),
    playPage(9, ['a'], 'more'),
    sendEvents([playedEvent('DELETED', 'a', 10)]),
  ])
  t.strictSame(await follow(credentials, { until: 'deleted a 10', watch: watchChanges }), {
    told: ['connected', 'changed a 6', 'reached 7', 'interrupted', 'connected', 'deleted a 10'],
    logged: ['Expired'],
  })
  t.strictSame(requests, [listRequest(1), watchRequest(5), watchRequest(7), listRequest(1), watchRequest(9)])
})

t.test('lists and watches send their selectors', async t => {
  const { credentials, requests } = await playApi(t, [playPage(5, []), sendEvents([])])
  await follow(credentials, { until: 'connected', labelSelector: 'a=b', fieldSelector: 'metadata.name=x' })
  const selected = `GET ${path}?labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&`
  for (const request of requests) t.match(request, selected)
})

t.test('nothing is shown after the signal, not even events that have arrived', async t => {
  const { credentials, requests } = await playApi(t, [playPage(5, ['a'], 'more'), playPage(5, ['b']), sendEvents([])])
  await follow(credentials, { until: '', signal: AbortSignal.abort() })
  t.strictSame(requests, [])
  t.strictSame(await follow(credentials, { until: 'listed a 1' }), { told: ['listing', 'listed a 1'], logged: [] })
})

t.test('an error that the listener throws ends the watch', async t => {
  const { credentials } = await playApi(t, [playPage(5, ['a'])])
  const onListStart = () => {
    throw new TypeError('a defect')
  }
  const listener = { onListStart } as unknown as WatchListener
  const followed = listAndWatch(credentials, { path, listener, signal: AbortSignal.timeout(60_000) })
  await t.rejects(followed, { name: 'TypeError', message: 'a defect' })
})

t.test('on a real API server: kinds of a namespace and of the cluster, page by page, to the deletion', async t => {
  const { controlPlane } = await startTestKinds(t)
  const credentials = readCredentials({ kubeconfig: controlPlane.kubeconfig })
  const kubectl = async (args: string[], body?: object) =>
    t.equal((await controlPlane.kubectl(args, body && JSON.stringify(body))).code, 0, args.join(' '))
  const coupon = (name: string) => ({
    ...{ apiVersion: 'app.corley.it/v1', kind: 'Coupon', metadata: { name, namespace: 'default' } },
    spec: { price: 1 },
  })
  const create = (name: string) => kubectl(['create', '--filename=-'], coupon(name))
  for (const name of ['a', 'b', 'c']) await create(name)
  async function changeOne(): Promise<void> {
    await create('d')
    await kubectl(['patch', 'coupon', 'd', '--type=merge', '--patch={"spec":{"price":2}}'])
    await kubectl(['delete', 'coupon', 'd'])
  }
  let changes: Promise<void> | undefined
  const { told } = await follow(credentials, {
    path: '/apis/app.corley.it/v1/coupons',
    until: /^deleted d/,
    pageSize: 2,
    whenConnected() {
      changes = changeOne()
      return changes
    },
  })
  // The watch shows the deletion before kubectl has ended.
  await changes
  const lines = ['listing', 'listed a 1,b 1', 'listed c 1', 'complete 1', 'connected']
  const unversioned = told.map(line => line.replace(/\d+/g, '1')).filter(line => !line.startsWith('reached'))
  t.strictSame(unversioned, [...lines, 'changed d 1', 'changed d 1', 'deleted d 1'])
  const versions = told.slice(3).flatMap(line => line.match(/\d+/)?.map(Number) ?? [])
  t.strictSame(
    versions,
    versions.toSorted((a, b) => a - b),
  )
  t.equal(new Set(versions).size, versions.length, 'a deletion has a version of its own')

  const namespaces = await follow(credentials, { path: '/api/v1/namespaces', until: 'connected' })
  t.match(namespaces.told[1], /default \d+,/)
  const selected = { path: '/api/v1/namespaces', fieldSelector: 'metadata.name=default', until: 'connected' }
  t.match((await follow(credentials, selected)).told[1], /^listed default \d+$/)
})
