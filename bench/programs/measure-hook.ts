import { GCProfiler } from 'node:v8'
import type { OrderRequest, PlanRequest } from '../../hooks/schema/hooks.ts'
import { syncOrder } from '../../hooks/sync/order.ts'
import { syncPlan } from '../../hooks/sync/plan.ts'
import { soldPlan } from '../sold-plan.ts'
import { median } from '../statistics.ts'

/**
 * node --expose-gc bench/programs/measure-hook.ts plan|order COUNT MILLISECONDS
 *
 * In a process of its own: what a hook function costs with so many orders, and what JSON.parse of the same requests costs.
 * The plan hook is asked once for all of them, the order hook once for each, and all of that again until it took so
 * many milliseconds: some systems count processor time in steps of ten. Prints one line of JSON.
 */
export interface HookCost {
  hook: Cost
  parse: Cost
  /** Bytes of the requests. */
  size: number
}

export interface Cost {
  /** Processor time of the thread: a function waits for nothing, and other processes shall not count. */
  seconds: number
  /** Allocated bytes: what is there afterwards, and what was collected meanwhile. */
  bytes: number
}

const [, , hook, count, milliseconds] = process.argv
const samples = 5
const warmUps = 3

console.log(JSON.stringify(measure(hook === 'plan' ? planCalls : orderCalls, Number(count))))

interface Calls {
  texts: string[]
  call(request: unknown): unknown
}

function planCalls(count: number): Calls {
  const { plan, now } = soldPlan(count)
  return { texts: [JSON.stringify(plan)], call: request => syncPlan(request as PlanRequest, now) }
}

function orderCalls(count: number): Calls {
  const { orders, now } = soldPlan(count)
  return { texts: orders.map(order => JSON.stringify(order)), call: request => syncOrder(request as OrderRequest, now) }
}

function measure(callsOf: (count: number) => Calls, count: number): HookCost {
  const { texts, call } = callsOf(count)
  const requests = texts.map(text => JSON.parse(text))
  const parse = () => {
    for (const text of texts) JSON.parse(text)
  }
  const ask = () => {
    for (const request of requests) call(request)
  }
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  return { parse: costOf(parse), hook: costOf(ask), size }
}

/** The median cost of doing it once. */
function costOf(work: () => void): Cost {
  let repeats = 1
  while (sample(work, repeats).seconds * repeats * 1000 < Number(milliseconds)) repeats *= 2
  const all = Array.from({ length: warmUps + samples }, () => sample(work, repeats)).slice(warmUps)
  return { seconds: median(all.map(({ seconds }) => seconds)), bytes: median(all.map(({ bytes }) => bytes)) }
}

function sample(work: () => void, repeats: number): Cost {
  globalThis.gc?.()
  const collections = new GCProfiler()
  collections.start()
  const before = process.memoryUsage().heapUsed
  const since = process.threadCpuUsage()
  for (let repeat = 0; repeat < repeats; repeat++) work()
  const { user, system } = process.threadCpuUsage(since)
  const after = process.memoryUsage().heapUsed
  const collected = collections
    .stop()
    .statistics.reduce((sum, { beforeGC, afterGC }) => sum + used(beforeGC) - used(afterGC), 0)
  return { seconds: (user + system) / 1e6 / repeats, bytes: (after - before + collected) / repeats }
}

function used({ heapStatistics }: { heapStatistics: { usedHeapSize: number } }): number {
  return heapStatistics.usedHeapSize
}
