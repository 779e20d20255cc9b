import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import t, { type Test } from 'tap'
import { openWatch, type WatchEvent } from '../../hooks/kube/watch-stream.ts'
import type { Order } from '../../hooks/schema/order.ts'
import { anOrder } from '../fixtures/objects.ts'
import { startPaymentCluster } from '../fixtures/payment-cluster.ts'
import { answerStatus, playApi, sendEvents } from '../fixtures/played-api.ts'

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

const key = (order: Order) => {
  const { name, namespace = '', resourceVersion = '' } = order.metadata
  return { name, namespace, resourceVersion, signal: AbortSignal.timeout(60_000) }
}

/** The versions of one order, undefined for its deletion. */
async function* watchOrder(credentials: KubeConfig, { namespace, name, ...since }: ReturnType<typeof key>) {
  const orders = `/apis/app.corley.it/v1/namespaces/${namespace}/orders`
  const selected = { path: orders, fieldSelector: `metadata.name=${name}`, ...since }
  for await (const { type, object } of await openWatch(credentials, selected)) {
    if (type !== 'BOOKMARK') yield type === 'DELETED' ? undefined : (object as Order)
  }
}

t.test('on a real API server, with the verbs get and watch', async t => {
  const { credentials, createOrder, writeStatus, kubectl } = await startPaymentCluster(t)

  t.test('every later version of that order is yielded, and its deletion', async t => {
    const order = await createOrder('watched')
    await createOrder('other')
    const versions = watchOrder(credentials, key(order))
    await writeStatus('watched', { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment' })
    t.equal((await versions.next()).value?.status?.reason, 'AwaitingPayment')
    await writeStatus('other', { payment: 'CONFIRMED', quantity: 1 })
    await kubectl(['delete', 'order', 'watched'])
    t.strictSame(await versions.next(), { done: false, value: undefined })
    await versions.return(undefined)
  })

  t.test('an expired version is 410', async t => {
    const order = await createOrder('late')
    await t.rejects(readAll(watchOrder(credentials, { ...key(order), resourceVersion: '1' })), { code: 410 })
  })

  t.test('a signal ends the watch, also one that was aborted before', async t => {
    const order = await createOrder('aborted')
    const controller = new AbortController()
    const watched = readAll(watchOrder(credentials, { ...key(order), signal: controller.signal }))
    controller.abort()
    await t.rejects(watched, { name: 'KubeError', reason: 'Unreachable' })
    const before = readAll(watchOrder(credentials, { ...key(order), signal: AbortSignal.abort() }))
    await t.rejects(before, { name: 'KubeError', reason: 'Unreachable' })
  })

  t.test('a watch without the right is 403', async t => {
    const order = await createOrder('secret')
    await kubectl(['delete', 'clusterrolebinding', 'payments'])
    t.teardown(() => kubectl(['apply', '--filename=test/fixtures/payment-rights.yaml']))
    await t.rejects(readAll(watchOrder(credentials, key(order))), { code: 403 })
  })
})

/** Credentials for an API server that answers every watch with these lines and then ends it. */
async function answerLines(t: Test, lines: unknown[]): Promise<KubeConfig> {
  const server = createServer((_request, response) => {
    response.end(lines.map(line => `${JSON.stringify(line)}\n`).join(''))
  })
  t.teardown(() => server.close())
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const credentials = new KubeConfig()
  const cluster = { name: 'plain', server: `http://127.0.0.1:${port}`, skipTLSVerify: true }
  credentials.loadFromClusterAndUser(cluster, { name: 'nobody' })
  return credentials
}

t.test('the watch ends when the API server ends it', async t => {
  const order = anOrder({ quantity: 2 })
  const credentials = await answerLines(t, [{ type: 'MODIFIED', object: order }])
  t.strictSame(await readAll(watchOrder(credentials, key(anOrder()))), [order])
})

t.test('an error event ends the watch with its reason', async t => {
  const expired = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' }
  const credentials = await answerLines(t, [{ type: 'ERROR', object: expired }])
  await t.rejects(readAll(watchOrder(credentials, key(anOrder()))), { code: 410, reason: 'Expired' })
})

t.test('without a token no request is sent', async t => {
  const credentials = await answerLines(t, [])
  const tokenFile = { name: 'tokenFile', config: { tokenFile: `${t.testdir({})}/none` } }
  Object.assign(credentials.getCurrentUser() ?? {}, { authProvider: tokenFile })
  await t.rejects(readAll(watchOrder(credentials, key(anOrder()))), { reason: 'Unreachable', message: /ENOENT/ })
})
