import { readFile } from 'node:fs/promises'
import { run } from '../../local/process/run.ts'

/** Resident memory of processes in MB, by name. */
export async function memoryOf(pids: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const { stdout } = await run('ps', { args: ['-o', 'pid=,rss=', '-p', [...pids.values()].join(',')] })
  const kibibytes = new Map(
    stdout
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).map(Number) as [number, number]),
  )
  return new Map([...pids].map(([name, pid]) => [name, Math.round((kibibytes.get(pid) ?? 0) / 1024)]))
}

/** The most resident memory of a process so far, in MB; what it has now where nothing tells (/proc of Linux: VmHWM). */
export async function highestMemoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? []
  if (kibibytes !== undefined) return Math.round(Number(kibibytes) / 1024)
  return (await memoryOf(new Map([['process', pid]]))).get('process') ?? 0
}

/** Those that a release consists of, with the engine. */
const released = ['hooks', 'box-office', 'payments', 'metacontroller']

/** The same with two sums. */
export function withSums(memory: ReadonlyMap<string, number>): Map<string, number> {
  const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (memory.get(name) ?? 0), 0)
  return new Map([...memory, ['kconference and metacontroller', sum(released)], ['everything', sum(memory.keys())]])
}

const every = 2_000

/** Looks every two seconds; answers the highest that was seen of each. */
export function watchMemory(look: () => Promise<Map<string, number>>): () => Promise<Map<string, number>> {
  const highest = new Map<string, number>()
  const note = async () => {
    for (const [name, megabytes] of await look()) highest.set(name, Math.max(megabytes, highest.get(name) ?? 0))
  }
  // A look that fails is of a system that has just been stopped.
  const timer = setInterval(() => void note().catch(() => {}), every).unref()
  return async () => {
    clearInterval(timer)
    await note()
    return highest
  }
}
