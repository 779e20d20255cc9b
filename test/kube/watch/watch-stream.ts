import t from 'tap'
import { openWatch, type WatchEvent } from '../../../hooks/kube/watch/watch-stream.ts'
import { answerStatus, playApi, sendEvents } from '../../fixtures/cluster/played-api.ts'
import { startPaymentCluster } from '../../fixtures/payment/cluster.ts'

const path = '/apis/app.corley.it/v1/orders'
const from = { path, resourceVersion: '7', signal: AbortSignal.timeout(60_000) }
const event = (type: WatchEvent['type'], resourceVersion: string): WatchEvent => ({
  type,
  object: { metadata: { resourceVersion } },
})

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read = []
  for await (const item of items) read.push(item)
  return read
}

t.test('events are read to the end of the watch, wherever their bytes are cut', async t => {
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
  const read = await readAll(
    await openWatch(credentials, { ...from, labelSelector: 'a=b', fieldSelector: 'metadata.name=x' }),
  )
  t.strictSame(read, [...events, { type: 'ADDED', object: { metadata } }])
  t.strictSame(requests, [
    `GET ${path}?labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&watch=1&allowWatchBookmarks=true&timeoutSeconds=1800&resourceVersion=7`,
  ])
})

t.test('an incomplete last event is skipped: the next watch shows it again', async t => {
  const half: unknown = { type: 'ADDED', object: {} }
  const { credentials } = await playApi(t, [
    (_request, response) => response.end(`${JSON.stringify(event('ADDED', '8'))}\n${JSON.stringify(half).slice(0, 9)}`),
  ])
  t.strictSame(await readAll(await openWatch(credentials, from)), [event('ADDED', '8')])
})

t.test('an error is thrown for a refusal, an error event, broken bytes and a lost connection', async t => {
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
  const read = async () => readAll(await openWatch(credentials, from))
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

t.test('the signal and the reader can end a watch, and neither leaves a connection', async t => {
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
  await t.rejects(readAll(aborted), { name: 'KubeError', reason: 'Unreachable' })
  await left.return()
  await closed
})

t.test('on a real API server, with the rights of the payment endpoint', async t => {
  const { credentials, createOrder, writeStatus, kubectl } = await startPaymentCluster(t)
  const { resourceVersion = '' } = (await createOrder('watched')).metadata
  const present = { ...from, resourceVersion }

  t.test('every later change is yielded, to the deletion', async t => {
    const events = await openWatch(credentials, present)
    await writeStatus('watched', { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment' })
    await kubectl(['delete', 'order', 'watched'])
    const seen = [await events.next(), await events.next()]
    t.match(seen, [
      { value: { type: 'MODIFIED', object: { status: { reason: 'AwaitingPayment' } } } },
      { value: { type: 'DELETED', object: { metadata: { name: 'watched' } } } },
    ])
    await events.return()
  })

  t.test('an expired version is 410', async t => {
    const read = async () => readAll(await openWatch(credentials, { ...from, resourceVersion: '1' }))
    await t.rejects(read(), { name: 'KubeError', code: 410 })
  })

  t.test('a watch that is aborted before it is open is a KubeError', async t => {
    const aborted = openWatch(credentials, { ...present, signal: AbortSignal.abort() })
    await t.rejects(aborted, { name: 'KubeError', reason: 'Unreachable' })
  })

  t.test('a watch without the right is 403', async t => {
    await kubectl(['delete', 'clusterrolebinding', 'payments'])
    await t.rejects(openWatch(credentials, present), { name: 'KubeError', code: 403 })
  })
})

t.test('without a token no request is sent', async t => {
  const { credentials, requests } = await playApi(t, [])
  const tokenFile = { name: 'tokenFile', config: { tokenFile: `${t.testdir({})}/none` } }
  Object.assign(credentials.getCurrentUser() ?? {}, { authProvider: tokenFile })
  await t.rejects(openWatch(credentials, from), { reason: 'Unreachable', message: /ENOENT/ })
  t.strictSame(requests, [])
})
