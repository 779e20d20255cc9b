import type { Moment } from '../moments.ts'
import type { Requests } from '../requests.ts'
import { whole } from '../table.ts'
import { millisecondsSince } from './processor.ts'
import type { Bench } from './session.ts'
import { inParallel } from './shop.ts'

/** Orders a second in each phase, until the last one had what it waited for, and what the API server was asked in both. */
export interface Sale {
  reserved: number
  shown: number
  ticket: number
  confirmed: number
  requests: Requests
  /** Processor time for one order, and for one payment, in milliseconds, by process. */
  processorMs: { order: ReadonlyMap<string, number>; payment: ReadonlyMap<string, number> }
}

const progressEvery = 10_000

export interface SaleSize {
  /** One conference for each, with one plan. */
  namespaces: readonly string[]
  /** Orders of each of them. */
  orders: number
  atOnce: number
  stillnessMs: number
}

/** An order by where it is; no two orders of a sale have the same name. */
interface Placed {
  namespace: string
  name: string
}

/** So many orders at once, each for one numbered seat; once all are reserved and nothing changes, all are paid at once. */
export async function holdSale(bench: Bench, { namespaces, orders, ...pace }: SaleSize): Promise<Sale> {
  const { shop, requests, rest } = bench
  for (const namespace of namespaces) await shop.open(namespace, { capacity: orders + 100 })
  const placed = Array.from({ length: orders }, (_, index) => {
    return namespaces.map(namespace => ({ namespace, name: `${namespace}-${String(index + 1).padStart(6, '0')}` }))
  }).flat()
  await rest(pace.stillnessMs)
  await requests()
  const created = await passPhase(bench, {
    ...pace,
    placed,
    moments: ['reserved', 'shown'],
    act: ({ namespace, name }) => shop.order(namespace, name),
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
    requests: await requests(),
    processorMs: { order: created.processorMs, payment: paid.processorMs },
  }
}

interface PhaseOptions {
  placed: readonly Placed[]
  atOnce: number
  stillnessMs: number
  /** When an order is done with it, the last one counts. */
  moments: readonly [Moment, Moment]
  act(order: Placed): Promise<unknown>
}

interface Passed {
  rates: Partial<Record<Moment, number>>
  processorMs: Map<string, number>
}

/** Acts on all at once; answers how many came to each of the moments in a second, and resolves when nothing changes any more. */
async function passPhase(bench: Bench, { placed, atOnce, stillnessMs, moments, act }: PhaseOptions): Promise<Passed> {
  const { observer, signal, log, processor } = bench
  const names = placed.map(({ name }) => name)
  const count = (moment: Moment) => names.filter(name => observer.at(moment, name) !== undefined).length
  const timer = setInterval(
    () => log(moments.map(moment => `${whole(count(moment))} ${moment}`).join(', ')),
    progressEvery,
  )
  const [since, before] = [performance.now(), processor()]
  try {
    const done = new Promise<void>((resolve, reject) => {
      const isDone = () =>
        moments.every(moment => observer.count(moment) >= names.length && count(moment) === names.length)
      observer.until(isDone, `all ${whole(names.length)} orders to be ${moments.join(' and ')}`).then(resolve, reject)
    })
    await Promise.all([inParallel(placed, { atOnce, signal }, act), done])
  } finally {
    clearInterval(timer)
  }
  const processorMs = millisecondsSince(before, { after: processor(), among: names.length })
  const rate = (moment: Moment) => {
    const last = Math.max(...names.map(name => observer.at(moment, name) ?? 0))
    return (names.length / (last - since)) * 1000
  }
  await bench.rest(stillnessMs)
  return { rates: Object.fromEntries(moments.map(moment => [moment, rate(moment)])), processorMs }
}
