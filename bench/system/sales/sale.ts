import type { Requests } from '../../requests.ts'
import type { Moment } from '../../sale/moments.ts'
import { wholeNumber } from '../../table.ts'
import { millisecondsSince } from '../processor.ts'
import type { Bench } from '../session.ts'
import { type Choice, choiceOf, type Offers } from './offers.ts'
import { runInParallel } from './shop.ts'

/**
 * Orders per second in each phase, until the last one reached its moment, and the requests to the API server in both.
 */
export interface Sale {
  reserved: number
  shown: number
  ticket: number
  confirmed: number
  requests: Requests
  /** Processor time for one order, and for one payment, in milliseconds, by process. */
  processorMs: { order: ReadonlyMap<string, number>; payment: ReadonlyMap<string, number> }
}

const progressEveryMs = 10_000

export interface SaleSize {
  /** One conference for each namespace, with one plan or with many offers. */
  namespaces: readonly string[]
  offers?: Offers
  /** Orders of each conference. */
  orders: number
  atOnce: number
  stillnessMs: number
}

/** An order with its namespace; no two orders of a sale have the same name. */
interface Placed {
  namespace: string
  name: string
  /** Its plan and coupon; undefined for the only plan. */
  choice: Choice | undefined
}

/**
 * Places all orders at once, each for one numbered seat; once all are reserved and nothing changes, it pays all at
 * once.
 */
export async function runSale(bench: Bench, { namespaces, orders, offers, ...pace }: SaleSize): Promise<Sale> {
  const { shop, readRequests, waitUntilIdle } = bench
  for (const namespace of namespaces) await shop.open(namespace, { capacity: orders + 100, offers })
  const placed = Array.from({ length: orders }, (_, index) => {
    const choice = offers && choiceOf(index, offers)
    return namespaces.map(namespace => ({
      namespace,
      name: `${namespace}-${String(index + 1).padStart(6, '0')}`,
      choice,
    }))
  }).flat()
  await waitUntilIdle(pace.stillnessMs)
  await readRequests()
  const created = await passPhase(bench, {
    ...pace,
    placed,
    moments: ['reserved', 'shown'],
    act: ({ namespace, name, choice }) => shop.order(namespace, name, choice),
  })
  const paid = await passPhase(bench, {
    ...pace,
    placed,
    moments: ['ticket', 'confirmed'],
    act: ({ namespace, name }) => shop.record(namespace, name),
  })
  return {
    reserved: created.rates.reserved ?? 0,
    shown: created.rates.shown ?? 0,
    ticket: paid.rates.ticket ?? 0,
    confirmed: paid.rates.confirmed ?? 0,
    requests: await readRequests(),
    processorMs: { order: created.processorMs, payment: paid.processorMs },
  }
}

interface PhaseOptions {
  placed: readonly Placed[]
  atOnce: number
  stillnessMs: number
  /** The phase ends when every order has reached both moments. */
  moments: readonly [Moment, Moment]
  act(order: Placed): Promise<unknown>
}

interface PhaseResult {
  rates: Partial<Record<Moment, number>>
  processorMs: Map<string, number>
}

/**
 * Acts on all orders at once, and waits until nothing changes any more. Returns the orders per second for each moment.
 */
async function passPhase(
  bench: Bench,
  { placed, atOnce, stillnessMs, moments, act }: PhaseOptions,
): Promise<PhaseResult> {
  const { observer, signal, log, readProcessorSeconds } = bench
  const names = placed.map(({ name }) => name)
  const count = (moment: Moment) => names.filter(name => observer.timeOf(moment, name) !== undefined).length
  const timer = setInterval(
    () => log(moments.map(moment => `${wholeNumber(count(moment))} ${moment}`).join(', ')),
    progressEveryMs,
  )
  const [since, before] = [performance.now(), readProcessorSeconds()]
  try {
    const done = new Promise<void>((resolve, reject) => {
      const isDone = () =>
        moments.every(moment => observer.count(moment) >= names.length && count(moment) === names.length)
      observer
        .waitUntil(isDone, `all ${wholeNumber(names.length)} orders to be ${moments.join(' and ')}`)
        .then(resolve, reject)
    })
    await Promise.all([runInParallel(placed, { atOnce, signal }, act), done])
  } finally {
    clearInterval(timer)
  }
  const processorMs = millisecondsSince(before, { after: readProcessorSeconds(), among: names.length })
  const rate = (moment: Moment) => {
    const last = Math.max(...names.map(name => observer.timeOf(moment, name) ?? 0))
    return (names.length / (last - since)) * 1000
  }
  await bench.waitUntilIdle(stillnessMs)
  return { rates: Object.fromEntries(moments.map(moment => [moment, rate(moment)])), processorMs }
}
