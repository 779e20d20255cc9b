import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { highestMemoryOf } from '../../../bench/system/memory.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { root } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { readyzOf } from '../../../local/system/servers.ts'
import { find, rendered } from '../../fixtures/chart/chart.ts'
import { shopYaml } from '../../fixtures/chart/shop-values.ts'
import { serveApi } from '../../fixtures/http/played-api-server.ts'
import { anOrder, aPlan, aTicket } from '../../fixtures/objects.ts'
import { type EventSource, openEvents } from '../../fixtures/shop/event-source.ts'
import { aKey } from '../../fixtures/shop/keys.ts'
import { aReadyConference, atVersion } from '../../fixtures/shop/objects.ts'
import { orderPathOf } from '../../fixtures/shop/server.ts'

// One process of the shop, with the command of the chart, follows the open pages of a rush.

const pages = 2_000
const mostMegabytes = 300
/** Ten pages of each order, from a hundred addresses: the limits of the shop allow them. */
const orderNames = Array.from({ length: pages / 10 }, (_, index) => `order-${index + 1}`)
const addressOf = (page: number) => `10.0.0.${page % 100}`
const openedAtOnce = 100

type Status = NonNullable<Order['status']>
const amounts = { total: '59.80', paid: '0.00', currency: 'EUR' }
const expiresAt = '2999-11-20T08:00:00Z'
const held: Status = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', ...amounts, expiresAt }
const confirmed: Status = { payment: 'CONFIRMED', quantity: 2, reason: 'Confirmed', ...amounts, paid: '59.80' }

/** The API server sends them with every order, and the shop must not keep them. */
const managedFields = [
  {
    manager: 'shop',
    operation: 'Update',
    fieldsV1: Object.fromEntries(orderNames.slice(0, 50).map(name => [name, {}])),
  },
]

/** All orders with the same status. */
function createOrders() {
  let version = 1
  let status = held
  return {
    version: () => `${version}`,
    find: (name: string) => atVersion(anOrder({ name, quantity: 2, status, metadata: { managedFields } }), version),
    ticketsOf: (name: string) => [1, 2].map(seat => aTicket({ name: `${name}-${seat}`, orderRef: name })),
    change(next: Status) {
      version += 1
      status = next
    },
  }
}

/** An API server with these orders, of one conference. `change` shows their new status to the watch of the shop. */
async function startCluster(t: Test) {
  const orders = createOrders()
  const watches = new Map<string, ServerResponse>()
  const lists: Record<string, object[]> = { conferences: [aReadyConference()], plans: [atVersion(aPlan(), 1)] }
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(url, 'http://a')
    const last = pathname.split('/').at(-1) ?? ''
    response.setHeader('content-type', 'application/json')
    if (searchParams.has('watch')) {
      watches.set(last, response)
      return response.flushHeaders()
    }
    if (orderNames.includes(last)) return response.end(JSON.stringify(orders.find(last)))
    const owner = searchParams.get('labelSelector')?.split('=')[1]
    const items = owner === undefined ? (lists[last] ?? []) : orders.ticketsOf(owner)
    return response.end(JSON.stringify({ metadata: { resourceVersion: orders.version() }, items }))
  }
  return {
    kubeconfig: await serveApi(t, answer),
    async change(status: Status) {
      while (!watches.has('orders')) await new Promise(setImmediate)
      orders.change(status)
      const events = orderNames.map(name => JSON.stringify({ type: 'MODIFIED', object: orders.find(name) }))
      watches.get('orders')?.write(`${events.join('\n')}\n`)
    },
  }
}

/** The arguments of Node.js in the container of the chart. */
async function argumentsOfChart(): Promise<string[]> {
  const deployment = find(await rendered(shopYaml()), 'Deployment', 'kconference-shop')
  const { template } = deployment.spec as never as { template: { spec: { containers: [{ command: string[] }] } } }
  const [, ...args] = template.spec.containers[0].command
  return args.map(arg => (arg.endsWith('.ts') ? join(root, arg) : arg))
}

async function startShop(t: Test, kubeconfig: string) {
  const folder = t.testdir({ kubeconfig, keys: { 1: aKey('1').bytes.toString('base64') } })
  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  const url = `http://127.0.0.1:${port}`
  const supervisor = new Supervisor({ logs: folder })
  t.teardown(() => supervisor.stop())
  await supervisor.start({
    name: 'shop',
    // tap adds modules of its own to every child by this variable, and they take more memory than 2,000 pages.
    command: 'env',
    args: ['-u', 'NODE_OPTIONS', process.execPath, ...(await argumentsOfChart())],
    env: {
      ...{ HOST: '127.0.0.1', PORT: `${port}`, METRICS_PORT: `${metricsPort}`, LOG_LEVEL: 'warn' },
      ...{ SHOP_URL: url, SHOP_LINK_KEYS: join(folder, 'keys'), TICKET_KEYS: join(folder, 'keys') },
      ...{ TRUSTED_PROXIES: '127.0.0.1', KUBECONFIG: join(folder, 'kubeconfig') },
    },
    ready: readyzOf(port),
  })
  return {
    url,
    readHighestMemory: () => highestMemoryOf(supervisor.pid('shop') ?? 0),
    readMetrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
  }
}

/** Resolves when the page shows its order in this state, or when its stream has ended; then it is false. */
async function isShown(events: EventSource, state: string): Promise<boolean> {
  for (;;) {
    const event = await events.next()
    if (event === undefined) return false
    if (event.data?.includes(`data-state=\\"${state}\\"`)) return true
  }
}

t.test('2,000 open pages take less than 300 MB, and each gets a change', async t => {
  const { kubeconfig, change } = await startCluster(t)
  const { url, readHighestMemory, readMetrics } = await startShop(t, kubeconfig)
  const before = await readHighestMemory()
  const sources: EventSource[] = []
  t.teardown(() => {
    for (const source of sources) source.close()
  })
  const left = Array.from({ length: pages }, (_, page) => page).values()
  const openPages = async () => {
    let shown = 0
    for (const page of left) {
      const order = anOrder({ name: orderNames[page % orderNames.length] as string })
      const source = await openEvents(`${url}${orderPathOf(order)}/events`, { 'x-forwarded-for': addressOf(page) })
      sources.push(source)
      if (await isShown(source, 'held')) shown += 1
    }
    return shown
  }
  const opened = await Promise.all(Array.from({ length: openedAtOnce }, openPages))
  t.equal(
    opened.reduce((sum, one) => sum + one),
    pages,
    'each page shows its order',
  )
  await change(confirmed)
  const heard = await Promise.all(sources.map(source => isShown(source, 'confirmed')))
  t.equal(heard.filter(Boolean).length, pages, 'each page shows its tickets')
  t.match(await readMetrics(), new RegExp(`^kconference_shop_open_pages ${pages}$`, 'm'), 'no stream is lost')
  const megabytes = await readHighestMemory()
  t.ok(megabytes < mostMegabytes, `${megabytes} MB at most, ${before} MB without a page`)
})
