import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runShop } from '../../../hooks/http/shop/run.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { serveApi } from '../../fixtures/http/played-api-server.ts'
import { anOrder, aPlan } from '../../fixtures/objects.ts'
import { openEvents } from '../../fixtures/shop/event-source.ts'
import { aKey } from '../../fixtures/shop/keys.ts'
import { aReadyConference, atVersion } from '../../fixtures/shop/objects.ts'
import { orderPathOf } from '../../fixtures/shop/server.ts'

const order = atVersion(anOrder(), 1)
const lists: Record<string, object[]> = {
  conferences: [aReadyConference()],
  plans: [atVersion(aPlan(), 1)],
  seatpools: [],
  orders: [order],
}

/** An API server with one conference and one order, whose changes a test sends. Returns the path of a kubeconfig. */
async function startCluster(t: Test, { version = '1' as unknown } = {}) {
  const watches = new Map<string, ServerResponse>()
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(url, 'http://a')
    const plural = pathname.split('/').at(-1) ?? ''
    response.setHeader('content-type', 'application/json')
    if (searchParams.has('watch')) {
      watches.set(plural, response)
      return response.flushHeaders()
    }
    if (plural === order.metadata.name) return response.end(JSON.stringify(order))
    return response.end(JSON.stringify({ metadata: { resourceVersion: version }, items: lists[plural] ?? [] }))
  }
  const kubeconfig = await serveApi(t, answer)
  const folder = t.testdir({ kubeconfig, keys: { 1: aKey('1').bytes.toString('base64') } })
  return { folder, watches }
}

async function configOf(folder: string) {
  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  return {
    host: '127.0.0.1',
    port,
    metricsPort,
    drainMs: 0,
    logLevel: 'silent' as const,
    kubeconfig: join(folder, 'kubeconfig'),
    shopUrl: `http://127.0.0.1:${port}`,
    linkKeys: join(folder, 'keys'),
    ticketKeys: join(folder, 'keys'),
    trustedProxies: [],
    payWith: [],
    paymentPages: [],
  }
}

async function get(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(url, { headers: { connection: 'close' } })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}

async function untilReady(port: number): Promise<void> {
  while ((await get(`http://127.0.0.1:${port}/readyz`))?.status !== 200);
}

async function untilEnded(port: number): Promise<void> {
  while ((await get(`http://127.0.0.1:${port}/healthz`)) !== undefined);
}

t.test('it serves what is on sale and the changes of an order, and ends with SIGTERM', async t => {
  const { folder, watches } = await startCluster(t)
  const config = { ...(await configOf(folder)), trialPaymentsUrl: 'http://127.0.0.1:3000' }
  await runShop(config)
  await untilReady(config.port)
  t.match(await get(`${config.shopUrl}/conf`), { status: 200, text: /price\.plan/ })
  const events = await openEvents(`${config.shopUrl}${orderPathOf(order)}/events`)
  await events.next()
  t.match((await events.next())?.data, 'order-1')
  while (!watches.has('orders')) await new Promise(setImmediate)
  const changed = { type: 'MODIFIED', object: atVersion(anOrder({ cancelled: true }), 2) }
  watches.get('orders')?.write(`${JSON.stringify(changed)}\n`)
  t.match((await events.next())?.data, 'cancelled')
  const metrics = (await get(`http://127.0.0.1:${config.metricsPort}/metrics`))?.text ?? ''
  t.match(metrics, /^kconference_shop_open_pages 1$/m)
  t.match(metrics, /^kconference_shop_open_pages_limit 2500$/m)
  t.match(metrics, /^kconference_shop_away 0$/m)
  t.match(metrics, /^kconference_shop_silent_seconds{kind="orders"} 0$/m)
  t.match(metrics, /^kconference_shop_keys{use="tickets",state="readable"} 1$/m)
  process.emit('SIGTERM')
  t.equal(await events.next(), undefined)
  await untilEnded(config.port)
})

t.test('it throws if it cannot start, and leaves nothing running', async t => {
  const { folder } = await startCluster(t)
  const config = await configOf(folder)
  const taken = createServer().listen(config.metricsPort, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  await t.rejects(runShop(config), { code: 'EADDRINUSE', port: config.metricsPort })
  await t.rejects(runShop({ ...config, kubeconfig: '/does/not/exist' }), { message: /^Cannot read the kubeconfig/ })
  await t.rejects(runShop({ ...config, linkKeys: '/does/not/exist' }), { message: /^Cannot use the keys of SHOP_LINK/ })
})

t.test('a defect ends it with exit code 1', async t => {
  const { folder } = await startCluster(t, { version: 'no version' })
  const config = await configOf(folder)
  const before = process.exitCode
  t.teardown(() => {
    process.exitCode = before
  })
  await runShop(config)
  await untilEnded(config.port)
  t.equal(process.exitCode, 1)
})
