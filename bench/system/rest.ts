import type { Observer } from './observer.ts'

const patienceMs = 20 * 60_000
/** The share of a core that the programs use at rest. */
const idleShare = 0.1

/**
 * Resolves after that many milliseconds without a change and without work of the programs. Both count, because an engine
 * that works through old events changes nothing for minutes. Only changes count on systems without processor times.
 */
export async function waitUntilIdle(
  observer: Observer,
  { milliseconds, busySeconds }: { milliseconds: number; busySeconds: () => number },
): Promise<void> {
  const started = performance.now()
  for (;;) {
    const [since, before] = [performance.now(), busySeconds()]
    await observer.waitUntilQuiet(milliseconds)
    const seconds = (performance.now() - since) / 1000
    if ((busySeconds() - before) / seconds < idleShare) return
    if (performance.now() - started > patienceMs) {
      throw new Error(`Cannot wait for the system to come to rest: it must be idle within ${patienceMs / 1000} s`)
    }
  }
}
