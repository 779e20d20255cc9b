import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../local/config.ts'
import { findPorts } from '../../local/process/ports.ts'
import { waitForAnswer } from '../../local/process/probe.ts'
import type { Record } from '../figure.ts'
import { background, countOf, type Requests } from '../requests.ts'
import { quantile } from '../statistics.ts'
import { load, send } from '../system/load.ts'
import { highestMemoryOf } from '../system/memory.ts'
import { millisecondsSince } from '../system/processor.ts'
import type { FlashSale } from '../system/sales/flash-result.ts'
import { flashSale } from '../system/sales/flash-sale.ts'
import { type Bench, withFreshSystem } from '../system/session.ts'
import { openBrowser } from '../system/web/browser.ts'
import { measureWebSale, type WebSale } from '../system/web/web-sale.ts'
import { openForSale, restartBehindProxy } from '../system/web/web-shop.ts'
import { briefNumber, wholeNumber } from '../table.ts'
import type { Outcome, Round, Sizes } from './part.ts'

const atOnce = 32
/** Addresses of the load of page views, so that each stays within the limit of requests. */
const addresses = 200
/** Every loser must see its place on the waitlist within this time. */
const limitSeconds = 5

/** One process of the shop: page views beside a bare route of Fastify, then the same flash sale by the API and by browsers. */
export async function measureShop({ sizes, record, ...options }: Round): Promise<Outcome> {
  return withFreshSystem({ ...options, web: true }, async bench => {
    const { log, system } = bench
    const url = await restartBehindProxy(bench)
    log(`running, with ${system.engine} as the engine`)
    for (const page of await pagesOf(bench, url)) await measureViews(bench, { ...page, url, sizes, record })
    const size = { ...sizes.flash, atOnce, stillnessMs: sizes.stillnessMs }
    const byApi = await flashSale(bench, size)
    log(`by the API: ${textOf(byApi)}`)
    const pid = system.supervisor.pid('shop') ?? 0
    const [highestBefore, before] = [await highestMemoryOf(pid), bench.readProcessorSeconds()]
    await bench.readRequests()
    const byShop = await measureWebSale(bench, { ...size, url })
    recordRequests(await bench.readRequests(), { sizes, record })
    const used = millisecondsSince(before, { after: bench.readProcessorSeconds(), among: sizes.flash.orders })
    log(`through the shop: ${textOf(byShop)}`)
    recordSales({ byApi, byShop }, { sizes, record })
    const of = { size: sizeText(sizes), baseline: { name: 'before the sale', value: highestBefore } }
    record({ ...of, name: 'memory of shop, at most', unit: 'MB', value: await highestMemoryOf(pid) })
    const everything = { name: 'everything', value: used.get('everything') ?? 0 }
    const processor = { size: sizeText(sizes), unit: 'ms', baseline: everything }
    for (const name of ['shop', 'buyers'])
      record({ ...processor, name: `processor time for one order: ${name}`, value: used.get(name) ?? 0 })
    const faults = [byApi, byShop].flatMap(({ faults: { oversold, lost } }) => [...oversold, ...lost])
    return { engine: system.engine, faults }
  })
}

function sizeText({ flash: { orders, seats } }: Pick<Sizes, 'flash'>): string {
  return `${wholeNumber(orders)} browsers, ${wholeNumber(seats)} seats`
}

function textOf({ seconds, waitlistSeconds, tickets, faults: { oversold, lost } }: FlashSale): string {
  const times = `${wholeNumber(tickets)} tickets within ${briefNumber(seconds)} s, all others waitlisted within ${briefNumber(waitlistSeconds)} s`
  return `${times}, oversold: ${oversold.length}, lost: ${lost.length}`
}

interface Page {
  name: string
  path: string
}

/** The page of a conference with one plan, and that of an order whose ticket is held. */
async function pagesOf({ signal, observer, ...bench }: Bench, url: string): Promise<Page[]> {
  const namespace = 'views'
  await openForSale({ ...bench, signal, observer }, { url, namespace, capacity: 1_000 })
  const browser = openBrowser(url, { address: '10.255.255.253', signal })
  const path = await browser.order(namespace, { token: await browser.readForm(namespace), person: 'viewer' })
  const order = path.split('/')[3] ?? ''
  await observer.waitUntil(() => observer.timeOf('shown', order) !== undefined, `order ${order} to be held`)
  browser.close()
  return [
    { name: 'plans page', path: `/${namespace}` },
    { name: 'order page', path },
  ]
}

async function measureViews(
  { system, signal, log }: Bench,
  { name, path, url, sizes, record }: Page & { url: string; sizes: Sizes; record: Record },
): Promise<void> {
  const viewer = openBrowser(url, { address: '10.255.255.252', signal })
  const page = Buffer.from(await viewer.read(path))
  viewer.close()
  const bare = await startBareRoute(system, { name, page })
  const viewAt = (address: string) => async (agent: Parameters<typeof send>[1]['agent'], index: number) => {
    return send(address, { headers: { 'x-forwarded-for': `10.1.0.${index % addresses}` }, agent, signal })
  }
  const floor = await load({ ...sizes.views, signal, send: viewAt(bare) })
  const shop = await load({ ...sizes.views, signal, send: viewAt(url + path) })
  await system.supervisor.end(`bare ${name}`)
  const size = `${wholeNumber(page.length / 1000)} kB`
  const baselineOf = (value: number) => ({ name: 'a bare route of Fastify', value })
  record({
    name: `views of the ${name}`,
    size,
    unit: '/s',
    value: shop.perSecond,
    baseline: baselineOf(floor.perSecond),
  })
  record({ name: `view of the ${name}, p50`, size, unit: 'ms', value: shop.p50, baseline: baselineOf(floor.p50) })
  record({ name: `view of the ${name}, p99`, size, unit: 'ms', value: shop.p99, baseline: baselineOf(floor.p99) })
  log(`${name}: ${wholeNumber(shop.perSecond)} views a second, ${wholeNumber(floor.perSecond)} of a bare route`)
}

/** A server of the same bytes, in a process of its own. */
async function startBareRoute(
  { supervisor, folder }: Bench['system'],
  { name, page }: { name: string; page: Buffer },
): Promise<string> {
  const [port] = (await findPorts(1)) as [number]
  const [url, file] = [`http://127.0.0.1:${port}/`, join(folder, 'bare-page.html')]
  await writeFile(file, page)
  await supervisor.start({
    name: `bare ${name}`,
    command: process.execPath,
    args: [join(root, 'bench', 'programs', 'bare-fastify.ts'), String(port), file],
    ready: ({ signal }) => waitForAnswer(url, { signal }),
  })
  return url
}

/** The requests of the shop to the API server, for one order. */
function recordRequests(requests: Requests, { sizes, record }: { sizes: Sizes; record: Record }): void {
  const size = sizeText(sizes)
  const baseline = { name: 'an order and its buyer', value: 2 }
  const perOrder = (what?: string) => countOf(requests, 'shop', what) / sizes.flash.orders
  const kinds = [...(requests.get('shop')?.keys() ?? [])].filter(what => what !== background).sort()
  for (const what of [undefined, ...kinds]) {
    const name = `requests of a sale: shop${what === undefined ? '' : `, ${what}`}`
    record({ name, size, unit: 'requests/order', value: perOrder(what), baseline })
  }
}

function recordSales(
  { byApi, byShop }: { byApi: FlashSale; byShop: WebSale },
  { sizes, record }: { sizes: Sizes; record: Record },
): void {
  const size = sizeText(sizes)
  const asApi = (value: number) => ({ name: 'the same sale by the API', value })
  const inSeconds = (name: string, value: number, baseline: { name: string; value: number }) =>
    record({ name, size, unit: 's', value, baseline })
  const checkouts = { name: 'web checkouts', size, unit: 'orders/s', value: byShop.checkoutsPerSecond }
  record({
    ...checkouts,
    baseline: { name: 'orders stored in the same sale by the API', value: byApi.storedPerSecond },
  })
  inSeconds('until the last ticket', byShop.seconds, asApi(byApi.seconds))
  inSeconds('until all others are waitlisted', byShop.waitlistSeconds, asApi(byApi.waitlistSeconds))
  for (const [of, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    inSeconds(`an order to its ticket, ${of}`, quantile(byShop.each, share), asApi(quantile(byApi.each, share)))
    inSeconds(`a form to its answer, ${of}`, quantile(byShop.answers, share), limit)
    inSeconds(`a loser's form to the decision, ${of}`, quantile(byShop.decided, share), limit)
    inSeconds(
      `a loser's form to the place on its page, ${of}`,
      quantile(byShop.told, share),
      asApi(quantile(byApi.waits, share)),
    )
  }
  inSeconds("a loser's form to the place on its page, the slowest", Math.max(...byShop.told), limit)
  inSeconds('a page behind the status of its order, the slowest', Math.max(...byShop.behind), limit)
  const { oversold, lost } = byShop.faults
  const { orders, seats } = sizes.flash
  record({ name: 'oversold', size, unit: '', value: oversold.length, baseline: { name: 'seats', value: seats } })
  record({ name: 'lost', size, unit: '', value: lost.length, baseline: { name: 'orders', value: orders } })
}

const limit = { name: 'the limit for losers', value: limitSeconds }
