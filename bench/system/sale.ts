import type { Moment } from '../moments.ts'
import type { Requests } from '../requests.ts'
import { whole } from '../table.ts'
import type { Bench } from './session.ts'
import { inParallel } from './shop.ts'

/** Orders a second in each phase, until the last one had what it waited for, and what the API server was asked in both. */
export interface Sale {
  reserved: number
  shown: number
  ticket: number
  confirmed: number
  requests: Requests
}

const progressEvery = 10_000

/** So many orders at once, each for one numbered seat; once all are reserved and nothing moves, all are paid at once. */
export async function holdSale(
  bench: Bench,
  { namespace, count, atOnce, stillness }: { namespace: string; count: number; atOnce: number; stillness: number },
): Promise<Sale> {
  const { shop, requests, rest } = bench
  const names = Array.from({ length: count }, (_, index) => `${namespace}-${String(index + 1).padStart(6, '0')}`)
  await shop.open(namespace, { capacity: count + 100 })
  await rest(stillness)
  await requests()
  const pace = { names, atOnce, stillness }
  const created = await phase(bench, {
    ...pace,
    moments: ['reserved', 'shown'],
    act: name => shop.order(namespace, name),
  })
  const paid = await phase(bench, {
    ...pace,
    moments: ['ticket', 'confirmed'],
    act: name => shop.record(namespace, name),
  })
  return {
    reserved: created.reserved ?? 0,
    shown: created.shown ?? 0,
    ticket: paid.ticket ?? 0,
    confirmed: paid.confirmed ?? 0,
    requests: await requests(),
  }
}

interface PhaseOptions {
  names: readonly string[]
  atOnce: number
  stillness: number
  /** When an order is done with it, the last one counts. */
  moments: readonly [Moment, Moment]
  act(name: string): Promise<unknown>
}

/** Acts on all at once; answers how many came to each of the moments in a second, and resolves when nothing moves any more. */
async function phase(
  bench: Bench,
  { names, atOnce, stillness, moments, act }: PhaseOptions,
): Promise<Partial<Record<Moment, number>>> {
  const { observer, signal, log } = bench
  const count = (moment: Moment) => names.filter(name => observer.at(moment, name) !== undefined).length
  const timer = setInterval(
    () => log(moments.map(moment => `${whole(count(moment))} ${moment}`).join(', ')),
    progressEvery,
  )
  const since = performance.now()
  try {
    const done = new Promise<void>((resolve, reject) => {
      const isDone = () =>
        moments.every(moment => observer.count(moment) >= names.length && count(moment) === names.length)
      observer.until(isDone, `all ${whole(names.length)} orders to be ${moments.join(' and ')}`).then(resolve, reject)
    })
    await Promise.all([inParallel(names, { atOnce, signal }, act), done])
  } finally {
    clearInterval(timer)
  }
  const rate = (moment: Moment) => {
    const last = Math.max(...names.map(name => observer.at(moment, name) ?? 0))
    return (names.length / (last - since)) * 1000
  }
  await bench.rest(stillness)
  return Object.fromEntries(moments.map(moment => [moment, rate(moment)]))
}
