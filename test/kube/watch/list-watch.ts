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
import { answerJson, answerStatus, type Play, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'

const path = '/apis/app.corley.it/v1/orders'
const object = (name: string, version: number) => ({ metadata: { name, resourceVersion: `${version}` } })
const event = (type: string, name: string, version: number) => ({ type, object: object(name, version) })
const page = (version: number, names: string[], rest = ''): Play =>
  answerJson(200, { metadata: { resourceVersion: `${version}`, continue: rest }, items: names.map(n => object(n, 1)) })
const watched = (version: number) =>
  `GET ${path}?watch=1&allowWatchBookmarks=true&timeoutSeconds=1800&resourceVersion=${version}`
const listed = (limit = 500) => `GET ${path}?limit=${limit}`

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
  const show = (seen: unknown) => {
    const { name, resourceVersion } = (seen as ReturnType<typeof object>).metadata
    return `${name} ${resourceVersion}`
  }
  const listener: WatchListener = {
    onListStart: () => tell('listing'),
    onPage: objects => tell(`listed ${objects.map(show)}`),
    onListEnd: version => tell(`complete ${version}`),
    onChange: seen => tell(`changed ${show(seen)}`),
    onDelete: seen => tell(`deleted ${show(seen)}`),
    onReach: version => tell(`reached ${version}`),
    onConnection: isConnected => tell(isConnected ? 'connected' : 'interrupted'),
  }
  const log = { warn: ({ err }: { err: Error }) => logged.push(err.message) } as never
  await watch(credentials, { path, listener, signal: controller.signal, log, ...options })
  return { told, logged }
}

t.test('all pages are listed consistently, and the changes after them are watched', async t => {
  const events = [
    event('ADDED', 'c', 6),
    event('MODIFIED', 'a', 7),
    event('DELETED', 'b', 8),
    event('BOOKMARK', '', 9),
    event('ADDED', 'never', 10),
  ]
  const { credentials, requests } = await playApi(t, [page(5, ['a'], 'token/1'), page(5, ['b']), sendEvents(events)])
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
  t.strictSame(requests, [listed(1), `${listed(1)}&continue=token%2F1`, watched(5)])
})

t.test('a watch resumes from the last version of an event or a bookmark', async t => {
  const { credentials, requests } = await playApi(t, [
    page(5, []),
    sendEvents([event('ADDED', 'a', 6)], { isEnded: true }),
    sendEvents([event('BOOKMARK', '', 8)], { isEnded: true }),
    sendEvents([event('ADDED', 'b', 9)]),
  ])
  const { told, logged } = await follow(credentials, { until: 'changed b 9' })
  const first = ['listing', 'listed ', 'complete 5', 'connected', 'changed a 6']
  t.strictSame(told, [...first, 'interrupted', 'connected', 'reached 8', 'interrupted', 'connected', 'changed b 9'])
  t.strictSame(logged, [])
  t.strictSame(requests, [listed(), watched(5), watched(6), watched(8)])
})

t.test('a lost or silent connection and a busy server do not lead to a new list', async t => {
  const { credentials, requests } = await playApi(t, [
    page(5, []),
    (_request, response) => response.destroy(),
    answerStatus(503, 'ServiceUnavailable'),
    answerStatus(429, 'TooManyRequests'),
    sendEvents([event('ADDED', 'a', 6)]),
    sendEvents([event('ADDED', 'b', 7)]),
  ])
  const { told, logged } = await follow(credentials, { until: 'changed b 7', silenceMs: 50 })
  const first = ['listing', 'listed ', 'complete 5', 'connected', 'changed a 6']
  t.strictSame(told, [...first, 'interrupted', 'connected', 'changed b 7'])
  t.match(logged, ['other side closed', 'ServiceUnavailable', 'TooManyRequests', /Timeout/])
  t.strictSame(requests, [listed(), watched(5), watched(5), watched(5), watched(5), watched(6)])
})

t.test('the pause doubles after each failure, and is short again after a connection', async t => {
  const at: number[] = []
  const timed =
    (play: Play): Play =>
    (request, response) => {
      at.push(performance.now())
      play(request, response)
    }
  const busy = timed(answerStatus(503, 'ServiceUnavailable'))
  const { credentials } = await playApi(t, [
    ...[busy, busy, busy],
    timed(page(5, [])),
    timed(sendEvents([], { isEnded: true })),
    timed(sendEvents([event('ADDED', 'a', 6)])),
  ])
  await follow(credentials, { until: 'changed a 6' })
  const waited = at.slice(1).map((time, index) => time - (at[index] ?? 0))
  for (const [index, ms] of [100, 200, 400, 0, 100].entries()) t.ok((waited[index] ?? 0) > ms - 5, `at least ${ms} ms`)
  t.ok((waited[4] ?? 0) < 700)
})

t.test('an expired version, and any other refusal, leads to a new list', async t => {
  const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } }
  const { credentials, requests } = await playApi(t, [
    page(5, ['a']),
    answerStatus(410, 'Expired'),
    page(6, ['b']),
    sendEvents([event('ADDED', 'c', 7), expired]),
    page(8, ['c']),
    answerStatus(403, 'Forbidden'),
    answerStatus(403, 'Forbidden'),
    page(9, []),
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
  t.strictSame(requests, [listed(), watched(5), listed(), watched(6), listed(), watched(8), listed(), listed()])
})

t.test('a list whose next page has expired begins again', async t => {
  const { credentials, requests } = await playApi(t, [
    page(5, ['a'], 'old'),
    answerStatus(410, 'Expired'),
    page(6, ['b'], 'new'),
    page(6, ['c']),
    sendEvents([]),
  ])
  const { told } = await follow(credentials, { until: 'connected' })
  t.strictSame(told, ['listing', 'listed a 1', 'listing', 'listed b 1', 'listed c 1', 'complete 6', 'connected'])
  t.strictSame(requests.slice(1, 4), [`${listed()}&continue=old`, listed(), `${listed()}&continue=new`])
})

t.test('the next page is requested before the listener handles a page', async t => {
  const { credentials } = await playApi(t, [page(5, ['a'], '1'), page(5, ['b'], '2'), page(5, ['c']), sendEvents([])])
  const authenticate = credentials.applySecurityAuthentication.bind(credentials)
  let requests = 0
  credentials.applySecurityAuthentication = context => {
    requests += 1
    return authenticate(context)
  }
  const sent: number[] = []
  const controller = new AbortController()
  const nothing = () => {}
  await listAndWatch(credentials, {
    path,
    signal: controller.signal,
    listener: {
      ...{ onListStart: nothing, onListEnd: nothing, onChange: nothing, onDelete: nothing, onReach: nothing },
      onPage: () => sent.push(requests),
      onConnection: () => controller.abort(),
    },
  })
  t.strictSame(sent, [2, 3, 3])
})

t.test('changes without a list are watched from the present version, also after a gap', async t => {
  const { credentials, requests } = await playApi(t, [
    page(5, ['a'], 'more'),
    sendEvents([event('MODIFIED', 'a', 6), event('BOOKMARK', '', 7)], { isEnded: true }),
    answerStatus(410, 'Expired'),
    page(9, ['a'], 'more'),
    sendEvents([event('DELETED', 'a', 10)]),
  ])
  t.strictSame(await follow(credentials, { until: 'deleted a 10', watch: watchChanges }), {
    told: ['connected', 'changed a 6', 'reached 7', 'interrupted', 'connected', 'deleted a 10'],
    logged: ['Expired'],
  })
  t.strictSame(requests, [listed(1), watched(5), watched(7), listed(1), watched(9)])
})

t.test('lists and watches send their selectors', async t => {
  const { credentials, requests } = await playApi(t, [page(5, []), sendEvents([])])
  await follow(credentials, { until: 'connected', labelSelector: 'a=b', fieldSelector: 'metadata.name=x' })
  const selected = `GET ${path}?labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&`
  for (const request of requests) t.match(request, selected)
})

t.test('nothing is shown after the signal, not even events that have arrived', async t => {
  const { credentials, requests } = await playApi(t, [page(5, ['a'], 'more'), page(5, ['b']), sendEvents([])])
  await follow(credentials, { until: '', signal: AbortSignal.abort() })
  t.strictSame(requests, [])
  t.strictSame(await follow(credentials, { until: 'listed a 1' }), { told: ['listing', 'listed a 1'], logged: [] })
})

t.test('an error that the listener throws ends the watch', async t => {
  const { credentials } = await playApi(t, [page(5, ['a'])])
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
  const { told } = await follow(credentials, {
    path: '/apis/app.corley.it/v1/coupons',
    until: /^deleted d/,
    pageSize: 2,
    async whenConnected() {
      await create('d')
      await kubectl(['patch', 'coupon', 'd', '--type=merge', '--patch={"spec":{"price":2}}'])
      await kubectl(['delete', 'coupon', 'd'])
    },
  })
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
