import type { Observer } from './observer.ts'

const patienceMs = 20 * 60_000
/** What the programs need of a core when there is nothing to do. */
const idleShare = 0.1

/**
 * Resolves after so many milliseconds in which nothing changed and the programs did nothing: an engine that works through
 * what it heard long ago changes nothing for minutes. Where processor time is not known only changes count.
 */
export async function comeToRest(
  observer: Observer,
  { milliseconds, busySeconds }: { milliseconds: number; busySeconds: () => number },
): Promise<void> {
  const started = performance.now()
  for (;;) {
    const [since, before] = [performance.now(), busySeconds()]
    await observer.quiet(milliseconds)
    const seconds = (performance.now() - since) / 1000
    if ((busySeconds() - before) / seconds < idleShare) return
    if (performance.now() - started > patienceMs) {
      throw new Error(`Cannot wait for the system to come to rest: it must be idle within ${patienceMs / 1000} s`)
    }
  }
}
