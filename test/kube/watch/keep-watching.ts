import type { KubeConfig } from '@kubernetes/client-node'
import t from 'tap'
import { KubeError } from '../../../hooks/kube/api.ts'
import { type KeepWatchingOptions, keepWatching } from '../../../hooks/kube/watch/keep-watching.ts'
import { answerStatus, type Play, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'
import { lineListener, ordersPath as path, playedEvent, watchRequest } from '../../fixtures/cluster/played-orders.ts'

/** Watches until the listener is told `until`; returns all calls of the listener, the starts read among them, and the log. */
async function follow(
  credentials: KubeConfig,
  { until, starts = [5], ...options }: Partial<KeepWatchingOptions> & { until: string; starts?: (number | Error)[] },
) {
  const controller = new AbortController()
  const told: string[] = []
  const logged: unknown[] = []
  const tell = (line: string) => {
    told.push(line)
    if (line === until) controller.abort()
  }
  async function readStart() {
    const start = starts.shift()
    if (start === undefined || start instanceof Error) throw start
    tell(`start ${start}`)
    return `${start}`
  }
  const log = { warn: (details: object, message: string) => logged.push([details, message]) } as never
  const listener = lineListener(tell)
  await keepWatching(credentials, { path, listener, signal: controller.signal, log, readStart, ...options })
  return { told, logged }
}

const warnings = (errors: (object | string)[]) =>
  errors.map(error => [
    { path, err: typeof error === 'string' ? { message: error } : error },
    'watch interrupted; retrying',
  ])

t.test('creations, changes, deletions and bookmarks after the start are shown', async t => {
  const events = [
    playedEvent('ADDED', 'c', 6),
    playedEvent('MODIFIED', 'a', 7),
    playedEvent('DELETED', 'b', 8),
    playedEvent('BOOKMARK', '', 9),
  ]
  const { credentials, requests } = await playApi(t, [sendEvents(events)])
  t.strictSame(await follow(credentials, { until: 'reached 9' }), {
    told: ['start 5', 'connected', 'changed c 6', 'changed a 7', 'deleted b 8', 'reached 9'],
    logged: [],
  })
  t.strictSame(requests, [watchRequest(5)])
})

t.test('a watch resumes from the last version of an event or a bookmark', async t => {
  const { credentials, requests } = await playApi(t, [
    sendEvents([playedEvent('ADDED', 'a', 6)], { isEnded: true }),
    sendEvents([playedEvent('BOOKMARK', '', 8)], { isEnded: true }),
    sendEvents([playedEvent('ADDED', 'b', 9)]),
  ])
  const { told, logged } = await follow(credentials, { until: 'changed b 9' })
  const first = ['start 5', 'connected', 'changed a 6']
  t.strictSame(told, [...first, 'interrupted', 'connected', 'reached 8', 'interrupted', 'connected', 'changed b 9'])
  t.strictSame(logged, [])
  t.strictSame(requests, [watchRequest(5), watchRequest(6), watchRequest(8)])
})

t.test('a lost or silent connection and a busy server do not lead to a new start', async t => {
  const { credentials, requests } = await playApi(t, [
    (_request, response) => response.destroy(),
    answerStatus(503, 'ServiceUnavailable'),
    answerStatus(429, 'TooManyRequests'),
    sendEvents([playedEvent('ADDED', 'a', 6)]),
    sendEvents([playedEvent('ADDED', 'b', 7)]),
  ])
  const { told, logged } = await follow(credentials, { until: 'changed b 7', silenceMs: 50 })
  t.strictSame(told, ['start 5', 'connected', 'changed a 6', 'interrupted', 'connected', 'changed b 7'])
  t.match(logged, warnings(['other side closed', 'ServiceUnavailable', 'TooManyRequests', { message: /Timeout/ }]))
  t.strictSame(requests, [watchRequest(5), watchRequest(5), watchRequest(5), watchRequest(5), watchRequest(6)])
})

t.test('an expired version, and any other refusal, leads to a new start', async t => {
  const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } }
  const { credentials, requests } = await playApi(t, [
    answerStatus(410, 'Expired'),
    sendEvents([playedEvent('ADDED', 'c', 7), expired]),
    answerStatus(403, 'Forbidden'),
    sendEvents([]),
  ])
  const refusal = new KubeError('no start', { code: 403, reason: 'Forbidden' })
  const { told, logged } = await follow(credentials, { until: 'start 9', starts: [5, 6, 8, refusal, 9] })
  t.strictSame(told, ['start 5', 'start 6', 'connected', 'changed c 7', 'interrupted', 'start 8', 'start 9'])
  t.match(logged, warnings(['Expired', 'too old', 'Forbidden', refusal]))
  t.strictSame(requests, [watchRequest(5), watchRequest(6), watchRequest(8)])
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
    timed(sendEvents([], { isEnded: true })),
    timed(sendEvents([playedEvent('ADDED', 'a', 6)])),
  ])
  await follow(credentials, { until: 'changed a 6' })
  const waited = at.slice(1).map((time, index) => time - (at[index] ?? 0))
  for (const [index, ms] of [100, 200, 400, 100].entries()) t.ok((waited[index] ?? 0) > ms - 5, `at least ${ms} ms`)
  t.ok((waited[3] ?? 0) < 700)
})

t.test('nothing is shown after the signal, not even events that have arrived', async t => {
  const { credentials, requests } = await playApi(t, [
    sendEvents([playedEvent('ADDED', 'a', 6), playedEvent('ADDED', 'b', 7)]),
  ])
  t.strictSame((await follow(credentials, { until: '', signal: AbortSignal.abort() })).told, [])
  t.strictSame(requests, [])
  const { told, logged } = await follow(credentials, { until: 'changed a 6' })
  t.strictSame([told, logged], [['start 5', 'connected', 'changed a 6'], []])
})

t.test('a watch without a log is resumed too', async t => {
  const { credentials, requests } = await playApi(t, [answerStatus(503, 'ServiceUnavailable'), sendEvents([])])
  const controller = new AbortController()
  const listener = { ...lineListener(() => {}), onConnection: () => controller.abort() }
  await keepWatching(credentials, { path, listener, signal: controller.signal, readStart: async () => '5' })
  t.strictSame(requests, [watchRequest(5), watchRequest(5)])
})

t.test('an error that the listener or the start throws ends the watch', async t => {
  const { credentials } = await playApi(t, [sendEvents([playedEvent('ADDED', 'a', 6)])])
  const defect = new TypeError('a defect')
  const listener = {
    ...lineListener(() => {}),
    onChange() {
      throw defect
    },
  }
  await t.rejects(follow(credentials, { until: '', listener }), defect)
  await t.rejects(follow(credentials, { until: '', starts: [defect] }), defect)
})
