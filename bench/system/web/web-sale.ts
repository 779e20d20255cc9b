import { type FlashSale, readResult } from '../sales/flash-result.ts'
import type { FlashSize } from '../sales/flash-sale.ts'
import { createSaleEndCheck, withProgress } from '../sales/flash-sale.ts'
import { runInParallel } from '../sales/shop.ts'
import { openTill, type Till } from '../sales/till.ts'
import type { Bench } from '../session.ts'
import { type Browser, openBrowser } from './browser.ts'
import { openForSale } from './web-shop.ts'

/** A flash sale through the shop. All times are in seconds. */
export interface WebSale extends FlashSale {
  /** Orders per second, from the load of the first page to the load of the last page of an order. */
  checkoutsPerSecond: number
  /** From sending a form to its answer, for each order. */
  answers: number[]
  /** From sending a form until the reservation of its order is waitlisted, for each loser. */
  decided: number[]
  /** From sending a form until the open page says where the order stands on the waitlist, for each loser. */
  told: number[]
  /** From the status of an order, as a watch shows it, until its open page shows the same, for each loser. */
  behind: number[]
}

const namespace = 'rush'

/**
 * More browsers than seats, all at once. Each loads the page of the conference, sends its form, loads the page of its order
 * and follows it. A buyer whose page shows that tickets are held pays at once, by a callback.
 */
export async function measureWebSale(bench: Bench, { url, ...size }: FlashSize & { url: string }): Promise<WebSale> {
  const { orders, seats, atOnce, stillnessMs } = size
  const { observer } = bench
  await openForSale(bench, { url, namespace, capacity: seats })
  await bench.waitUntilIdle(stillnessMs)
  const over = new AbortController()
  const signal = AbortSignal.any([bench.signal, over.signal])
  const notes: Notes = { sent: new Map(), waiting: new Map(), answers: [], ended: 0 }
  const till = openTill(bench, namespace)
  const pages = openPages(orders, { seats, signal })
  const isOver = createSaleEndCheck(observer, size)
  const begun = performance.now()
  const numbers = Array.from({ length: orders }, (_, index) => index)
  await withProgress(bench, () =>
    Promise.race([
      Promise.all([
        runInParallel(numbers, { atOnce, signal }, number => visit(number, { url, signal, notes, till, pages })),
        observer.waitUntil(isOver, 'the sale through the shop to be over'),
        pages.allShown,
      ]),
      till.failed,
    ]),
  )
  await till.waitUntilClosed()
  over.abort()
  await bench.waitUntilIdle(stillnessMs)
  const { sent, waiting, answers, ended } = notes
  const sentAt = (order: string) => sent.get(order) ?? 0
  const decidedAt = (order: string) => observer.timeOf('waitlisted', order) ?? 0
  const statusAt = (order: string) => observer.timeOf('waitlist shown', order) ?? 0
  const losers = [...waiting]
  return {
    ...(await readResult(bench, { namespace, sent, acknowledged: till.acknowledged, seats })),
    checkoutsPerSecond: (orders / (ended - begun)) * 1000,
    answers,
    decided: losers.map(([order]) => (decidedAt(order) - sentAt(order)) / 1000),
    told: losers.map(([order, at]) => (at - sentAt(order)) / 1000),
    // The page may be first.
    behind: losers.map(([order, at]) => Math.max(0, at - statusAt(order)) / 1000),
  }
}

/** The times (performance.now()) at which the form of each order was sent, and at which its page showed it as waiting. */
interface Notes {
  sent: Map<string, number>
  waiting: Map<string, number>
  /** Seconds from sending a form to its answer. */
  answers: number[]
  /** When the page of the last order was loaded. */
  ended: number
}

interface Visit {
  url: string
  signal: AbortSignal
  notes: Notes
  till: Till
  pages: ReturnType<typeof openPages>
}

async function visit(number: number, { url, signal, notes, till, pages }: Visit): Promise<void> {
  const browser = openBrowser(url, { address: `10.0.${number >> 8}.${number & 255}`, signal })
  const token = await browser.readForm(namespace)
  const since = performance.now()
  const path = await browser.order(namespace, { token, person: `buyer-${number}` })
  notes.answers.push((performance.now() - since) / 1000)
  const order = path.split('/')[3] ?? ''
  notes.sent.set(order, since)
  await browser.read(path)
  notes.ended = performance.now()
  pages.follow(browser, path, state => {
    if (state === 'held') till.pay(order)
    if (state === 'waiting') notes.waiting.set(order, performance.now())
  })
}

/** The open pages of orders. `allShown` resolves when each shows its tickets or its place, and rejects when one is lost. */
function openPages(count: number, { seats, signal }: { seats: number; signal: AbortSignal }) {
  const { promise: allShown, resolve, reject } = Promise.withResolvers<void>()
  allShown.catch(() => {})
  const sellable = Math.min(count, seats)
  let [withTickets, waiting] = [0, 0]

  async function follow(browser: Browser, path: string, onState: (state: string) => void): Promise<void> {
    const seen = new Set<string>()
    for await (const state of browser.follow(path)) {
      if (seen.has(state)) continue
      seen.add(state)
      onState(state)
      withTickets += Number(state === 'confirmed')
      waiting += Number(state === 'waiting')
      if (withTickets >= sellable && waiting >= count - sellable) resolve()
    }
    throw new Error(`Cannot read "${path}": its stream must stay open`)
  }

  return {
    allShown,
    follow(browser: Browser, path: string, onState: (state: string) => void): void {
      follow(browser, path, onState)
        .catch(error => void (signal.aborted || reject(error)))
        .finally(browser.close)
    },
  }
}
