import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin } from '../../local/config.ts'
import { freePorts } from '../../local/process/ports.ts'
import { runSession } from '../../local/system/session.ts'
import type { System } from '../../local/system/system.ts'
import { readRequests } from './audit-log.ts'
import { memoryOf, withSums } from './memory.ts'
import { type Observer, observe } from './observer.ts'
import { processorSecondsOf, processSeconds, withSum } from './processor.ts'
import { comeToRest } from './rest.ts'
import { connect, openShop, type Shop, untilOrdersAreTaken } from './shop.ts'

const clusterNames = ['etcd', 'kube-apiserver', 'kube-controller-manager']
const names = [...clusterNames, 'hooks', 'box-office', 'payments', 'metacontroller']

/** Those that have something to do while orders are sold. */
const busyNames = ['hooks', 'box-office', 'metacontroller']

/** A system of its own, and all that measures it. */
export interface Bench {
  system: System
  observer: Observer
  shop: Shop
  requests: Awaited<ReturnType<typeof readRequests>>
  /** Resolves when nothing has changed for so many milliseconds, and engine, hooks and box office have nothing to do. */
  rest(milliseconds: number): Promise<void>
  /** Does something while neither engine nor box office runs. */
  whileStopped(work: () => Promise<void>): Promise<void>
  /** Processor time of every process in seconds, by name, that of this one as "buyers", and the sum. */
  processor(): Map<string, number>
  /** Resident memory of every process in MB, by name, and sums of them. */
  memory(): Promise<Map<string, number>>
  signal: AbortSignal
  log(line: string): void
}

export interface BenchOptions {
  /** Path of the real Metacontroller. */
  metacontroller?: string | undefined
  /** With the admission webhook. */
  admission?: boolean
  /** Further values of the chart. */
  values?: object
  signal: AbortSignal
  log(line: string): void
}

/** Starts a system in a folder of its own, does something with it, and leaves nothing behind. Throws when the signal aborts. */
export async function onFreshSystem<T>(
  { metacontroller, admission = false, values, signal, log }: BenchOptions,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-bench-'))
  const [apiServer, hooks, payments, webhook] = (await freePorts(4)) as [number, number, number, number]
  const config = {
    folder,
    bin,
    ports: { apiServer, hooks, payments },
    ...(metacontroller !== undefined && { metacontroller }),
    ...(admission && { admission: webhook }),
    ...(values && { values }),
    fsync: true,
    audit: true,
    reset: false,
    help: false,
  }
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  try {
    const outcome = await runSession(config, {
      signal,
      log: () => {},
      whileUp: async system => ({ done: await measure(system, { signal: either, log }, work) }),
    })
    if (outcome === undefined) throw signal.reason
    return outcome.done
  } finally {
    over.abort()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure<T>(
  system: System,
  { signal, log }: { signal: AbortSignal; log(line: string): void },
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const observer = await observe(await connect(system.kubeconfig), signal)
  const pids = () => new Map(names.map(name => [name, system.supervisor.pid(name) ?? 0]))
  const shop = await openShop(system, observer)
  await untilOrdersAreTaken(system, signal)
  const requests = await readRequests(system.folder)
  const processor = () => withSum(new Map([...processorSecondsOf(pids()), ['buyers', processSeconds()]]))
  const busySeconds = () => busyNames.reduce((sum, name) => sum + (processor().get(name) ?? 0), 0)
  const rest = (milliseconds: number) => comeToRest(observer, { milliseconds, busySeconds })
  const { supervisor } = system
  const whileStopped = (work: () => Promise<void>) => {
    const whileDown = () => supervisor.restart('box-office', { signal: 'SIGTERM', whileDown: work })
    return supervisor.restart('metacontroller', { signal: 'SIGTERM', whileDown })
  }
  const memory = async () => withSums(await memoryOf(pids()))
  try {
    return await work({ system, observer, shop, requests, rest, whileStopped, processor, memory, signal, log })
  } finally {
    await observer.stop()
  }
}
