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

/** The highest resident memory of a process so far, in MB (VmHWM in /proc on Linux); elsewhere its memory now. */
export async function highestMemoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? []
  if (kibibytes !== undefined) return Math.round(Number(kibibytes) / 1024)
  return (await memoryOf(new Map([['process', pid]]))).get('process') ?? 0
}

/** The programs of a release, with the engine. */
const released = ['hooks', 'box-office', 'payments', 'shop', 'metacontroller']

/** The same map with two sums. */
export function withSums(memory: ReadonlyMap<string, number>): Map<string, number> {
  const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (memory.get(name) ?? 0), 0)
  return new Map([...memory, ['kconference and metacontroller', sum(released)], ['everything', sum(memory.keys())]])
}

const everyMs = 2_000

/**
 * Reads the memory every two seconds; the returned function ends that and returns the highest value of each program.
 */
export function watchMemory(look: () => Promise<Map<string, number>>): () => Promise<Map<string, number>> {
  const highest = new Map<string, number>()
  const update = async () => {
    for (const [name, megabytes] of await look()) highest.set(name, Math.max(megabytes, highest.get(name) ?? 0))
  }
  // A read fails when the system has just been stopped.
  const timer = setInterval(() => void update().catch(() => {}), everyMs).unref()
  return async () => {
    clearInterval(timer)
    await update()
    return highest
  }
}
