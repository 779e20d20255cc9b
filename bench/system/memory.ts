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
