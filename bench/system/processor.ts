import { readFileSync } from 'node:fs'

/** Clock ticks of /proc in a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticks = 100

/** Seconds of processor time of each process, by name; 0 without /proc. */
export function processorSecondsOf(pids: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...pids].map(([name, pid]) => [name, secondsOf(pid)]))
}

/** Seconds of processor time of this process. */
export function processSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export function withSum(seconds: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...seconds, ['everything', [...seconds.values()].reduce((sum, one) => sum + one, 0)]])
}

/** The processor time of each process since `before`, divided by `among`, in milliseconds. */
export function millisecondsSince(
  before: ReadonlyMap<string, number>,
  { after, among }: { after: ReadonlyMap<string, number>; among: number },
): Map<string, number> {
  return new Map([...after].map(([name, seconds]) => [name, ((seconds - (before.get(name) ?? 0)) * 1000) / among]))
}

function secondsOf(pid: number): number {
  try {
    // The name of the command may contain spaces; it ends with the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / ticks
  } catch {
    return 0
  }
}
