import t from 'tap'
import { openWatch, type WatchEvent } from '../../hooks/kube/watch-stream.ts'
import { answerStatus, playApi, sendEvents } from '../fixtures/played-api.ts'

const path = '/apis/app.corley.it/v1/orders'
const from = { path, resourceVersion: '7', signal: AbortSignal.timeout(60_000) }
const event = (type: WatchEvent['type'], resourceVersion: string): WatchEvent => ({
  type,
  object: { metadata: { resourceVersion } },
})

async function all(events: AsyncIterable<WatchEvent>): Promise<WatchEvent[]> {
  const seen = []
  for await (const event of events) seen.push(event)
  return seen
}

t.test('events are read until the server ends the watch, wherever they are cut', async t => {
  const events = [event('ADDED', '8'), event('MODIFIED', '9'), event('DELETED', '10'), event('BOOKMARK', '11')]
  const { metadata } = { metadata: { name: 'müller', resourceVersion: '12' } }
  const cut = Buffer.from(`${JSON.stringify({ type: 'ADDED', object: { metadata } })}\n`)
  const umlaut = cut.indexOf('ü') + 1
  const { credentials, requests } = await playApi(t, [
    (_request, response) => {
      response.write(events.map(event => `${JSON.stringify(event)}\n`).join(''))
      response.write(cut.subarray(0, umlaut), () => setImmediate(() => response.end(cut.subarray(umlaut))))
    },
  ])
  const read = await all(
    await openWatch(credentials, { ...from, labelSelector: 'a=b', fieldSelector: 'metadata.name=x' }),
  )
  t.strictSame(read, [...events, { type: 'ADDED', object: { metadata } }])
  t.strictSame(requests, [
    `GET ${path}?labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&watch=1&allowWatchBookmarks=true&timeoutSeconds=1800&resourceVersion=7`,
  ])
})

t.test('an event that is cut off is left out: the next watch shows it again', async t => {
  const half: unknown = { type: 'ADDED', object: {} }
  const { credentials } = await playApi(t, [
    (_request, response) => response.end(`${JSON.stringify(event('ADDED', '8'))}\n${JSON.stringify(half).slice(0, 9)}`),
  ])
  t.strictSame(await all(await openWatch(credentials, from)), [event('ADDED', '8')])
})

t.test('an error is thrown: before the first event, as an event, as bytes, and of the connection', async t => {
  const expired = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' }
  const { credentials } = await playApi(t, [
    answerStatus(410, 'Expired'),
    sendEvents([event('ADDED', '8'), { type: 'ERROR', object: expired }]),
    (_request, response) => response.end('no JSON\n'),
    (_request, response) => {
      response.writeHead(200).write('{')
      setImmediate(() => response.destroy())
    },
  ])
  await t.rejects(openWatch(credentials, from), { name: 'KubeError', code: 410, reason: 'Expired' })
  const read = async () => all(await openWatch(credentials, from))
  await t.rejects(read(), { name: 'KubeError', code: 410, reason: 'Expired', message: expired.message })
  await t.rejects(read(), { name: 'KubeError', code: undefined, reason: 'Unreachable' })
  await t.rejects(read(), { name: 'KubeError', code: undefined, reason: 'Unreachable' })
})

t.test('a connection that is silent for too long is dead', async t => {
  const { credentials } = await playApi(t, [sendEvents([event('ADDED', '8')])])
  const events = await openWatch(credentials, { ...from, silenceMs: 50 })
  t.strictSame(await events.next(), { done: false, value: event('ADDED', '8') })
  await t.rejects(events.next(), { name: 'KubeError', reason: 'Unreachable' })
})

t.test('the signal ends it, and so does a reader; neither leaves a connection', async t => {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  const sends = sendEvents([event('ADDED', '8'), event('ADDED', '9')])
  let open = 0
  const { credentials } = await playApi(t, [
    (request, response) => {
      open++
      request.socket.on('close', () => --open === 0 && close())
      sends(request, response)
    },
  ])
  const controller = new AbortController()
  const aborted = await openWatch(credentials, { ...from, signal: controller.signal })
  const left = await openWatch(credentials, from)
  await Promise.all([aborted.next(), left.next()])
  controller.abort()
  await t.rejects(all(aborted), { name: 'KubeError', reason: 'Unreachable' })
  await left.return()
  await closed
})
