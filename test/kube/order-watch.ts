import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KubeConfig } from '@kubernetes/client-node'
import t, { type Test } from 'tap'
import { watchOrder } from '../../hooks/kube/order-watch.ts'
import type { Order } from '../../hooks/schema/order.ts'
import { anOrder } from '../fixtures/objects.ts'
import { startPaymentCluster } from '../fixtures/payment-cluster.ts'

const key = (order: Order) => {
  const { name, namespace = '', resourceVersion = '' } = order.metadata
  return { name, namespace, resourceVersion, signal: AbortSignal.timeout(60_000) }
}

async function all(versions: AsyncIterable<Order | undefined>): Promise<(Order | undefined)[]> {
  const seen = []
  for await (const version of versions) seen.push(version)
  return seen
}

t.test('on a real API server, with the verbs get and watch', async t => {
  const { credentials, createOrder, writeStatus, kubectl } = await startPaymentCluster(t)

  t.test('every later version of that order is seen, and its end', async t => {
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

  t.test('a version that is forgotten is 410', async t => {
    const order = await createOrder('late')
    await t.rejects(all(watchOrder(credentials, { ...key(order), resourceVersion: '1' })), { code: 410 })
  })

  t.test('a signal ends it, also one that was given before', async t => {
    const order = await createOrder('aborted')
    const controller = new AbortController()
    const watched = all(watchOrder(credentials, { ...key(order), signal: controller.signal }))
    controller.abort()
    await t.rejects(watched, { name: 'KubeError', reason: 'Unreachable' })
    const before = all(watchOrder(credentials, { ...key(order), signal: AbortSignal.abort() }))
    await t.rejects(before, { name: 'KubeError', reason: 'Unreachable' })
  })

  t.test('what the account must not watch is 403', async t => {
    const order = await createOrder('secret')
    await kubectl(['delete', 'clusterrolebinding', 'payments'])
    t.teardown(() => kubectl(['apply', '--filename=test/fixtures/payment-rights.yaml']))
    await t.rejects(all(watchOrder(credentials, key(order))), { code: 403 })
  })
})

/** Credentials for an API server that answers every watch with these lines, and ends it. */
async function answering(t: Test, lines: unknown[]): Promise<KubeConfig> {
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

t.test('when the API server ends it, it ends', async t => {
  const order = anOrder({ quantity: 2 })
  const credentials = await answering(t, [{ type: 'MODIFIED', object: order }])
  t.strictSame(await all(watchOrder(credentials, key(anOrder()))), [order])
})

t.test('an error in the middle is the reason of the end', async t => {
  const expired = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' }
  const credentials = await answering(t, [{ type: 'ERROR', object: expired }])
  await t.rejects(all(watchOrder(credentials, key(anOrder()))), { code: 410, reason: 'Expired' })
})

t.test('without a token nothing is asked', async t => {
  const credentials = await answering(t, [])
  const tokenFile = { name: 'tokenFile', config: { tokenFile: `${t.testdir({})}/none` } }
  Object.assign(credentials.getCurrentUser() ?? {}, { authProvider: tokenFile })
  await t.rejects(all(watchOrder(credentials, key(anOrder()))), { reason: 'Unreachable', message: /ENOENT/ })
})
