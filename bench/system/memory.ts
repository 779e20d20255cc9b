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
