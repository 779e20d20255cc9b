import { readFileSync } from 'node:fs'
import type { Observer } from './observer.ts'

const patience = 20 * 60_000
/** What the engine and the hooks need of a core when there is nothing to do. */
const idleShare = 0.1
/** Clock ticks of /proc in a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const ticks = 100

/**
 * Resolves after so many milliseconds in which nothing changed and none of the processes did anything: an engine that
 * works through what it was told long ago changes nothing for minutes. Where there is no /proc only changes count.
 */
export async function comeToRest(
  observer: Observer,
  { milliseconds, pids }: { milliseconds: number; pids: () => Iterable<number> },
): Promise<void> {
  const started = performance.now()
  for (;;) {
    const [since, before] = [performance.now(), processorSeconds(pids())]
    await observer.quiet(milliseconds)
    const seconds = (performance.now() - since) / 1000
    if ((processorSeconds(pids()) - before) / seconds < idleShare) return
    if (performance.now() - started > patience) {
      throw new Error(`wait for the system to come to rest: it must have nothing to do within ${patience / 1000} s`)
    }
  }
}

function processorSeconds(pids: Iterable<number>): number {
  return [...pids].reduce((sum, pid) => sum + secondsOf(pid), 0)
}

/** Seconds that a process has used a core; 0 where nothing tells. */
function secondsOf(pid: number): number {
  try {
    // The name of the command may hold spaces; it ends with the last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / ticks
  } catch {
    return 0
  }
}
