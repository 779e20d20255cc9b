import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin } from '../../local/config.ts'
import { findPorts } from '../../local/process/ports.ts'
import { runSession } from '../../local/session/session.ts'
import type { System } from '../../local/system/system.ts'
import { requestReader } from './audit-log.ts'
import { memoryOf, withSums } from './memory.ts'
import { type Observer, observe } from './observer.ts'
import { processorSecondsOf, processSeconds, withSum } from './processor.ts'
import { waitUntilIdle } from './rest.ts'
import { connect, openShop, type Shop, waitForOrders } from './sales/shop.ts'

const clusterNames = ['etcd', 'kube-apiserver', 'kube-controller-manager']
const usualNames = [...clusterNames, 'hooks', 'box-office', 'payments', 'metacontroller']

/** The programs that work while orders are sold. */
const busyNames = ['hooks', 'box-office', 'metacontroller']

/** A system of its own, with the tools that measure it. */
export interface Bench {
  system: System
  observer: Observer
  shop: Shop
  readRequests: Awaited<ReturnType<typeof requestReader>>
  /** Resolves when nothing has changed for that many milliseconds, and engine, hooks and box office are idle. */
  waitUntilIdle(milliseconds: number): Promise<void>
  /** Runs `work` while neither engine nor box office runs. */
  runWhileStopped(work: () => Promise<void>): Promise<void>
  /** Seconds of processor time of every process by name, of this process as "buyers", and the sum. */
  readProcessorSeconds(): Map<string, number>
  /** Resident memory of every process in MB, by name, and sums of them. */
  readMemory(): Promise<Map<string, number>>
  signal: AbortSignal
  log(line: string): void
}

export interface BenchOptions {
  /** Path of the real Metacontroller. */
  metacontroller?: string | undefined
  /** Starts the admission webhook too. */
  admission?: boolean
  /** Starts the shop too. */
  web?: boolean
  /** Further values of the chart. */
  values?: object
  signal: AbortSignal
  log(line: string): void
}

/** Starts a system in a folder of its own, runs `work` and removes all traces. Throws when the signal aborts. */
export async function withFreshSystem<T>(
  { metacontroller, admission = false, web = false, values, signal, log }: BenchOptions,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kconference-bench-'))
  const [apiServer, hooks, payments, webhook, shop] = (await findPorts(5)) as [number, number, number, number, number]
  const config = {
    folder,
    bin,
    ports: { apiServer, hooks, payments },
    ...(metacontroller !== undefined && { metacontroller }),
    ...(admission && { admission: webhook }),
    ...(web && { shop }),
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
  const names = system.shopUrl === undefined ? usualNames : [...usualNames, 'shop']
  const pids = () => new Map(names.map(name => [name, system.supervisor.pid(name) ?? 0]))
  const shop = await openShop(system, observer)
  await waitForOrders(system, signal)
  const readRequests = await requestReader(system.folder)
  const readProcessorSeconds = () => withSum(new Map([...processorSecondsOf(pids()), ['buyers', processSeconds()]]))
  const busySeconds = () => busyNames.reduce((sum, name) => sum + (readProcessorSeconds().get(name) ?? 0), 0)
  const { supervisor } = system
  const whileStopped = (work: () => Promise<void>) => {
    const whileDown = () => supervisor.restart('box-office', { signal: 'SIGTERM', whileDown: work })
    return supervisor.restart('metacontroller', { signal: 'SIGTERM', whileDown })
  }
  const readMemory = async () => withSums(await memoryOf(pids()))
  try {
    return await work({
      system,
      observer,
      shop,
      readRequests,
      waitUntilIdle: milliseconds => waitUntilIdle(observer, { milliseconds, busySeconds }),
      runWhileStopped: whileStopped,
      readProcessorSeconds,
      readMemory,
      signal,
      log,
    })
  } finally {
    await observer.stop()
  }
}
