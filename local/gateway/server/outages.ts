import type { PlayedRequest } from './exchange.ts'

/**
 * The ways to fail:
 * - refuse: the connection is cut before anything happens
 * - cut: the request takes effect, and the connection is cut before the answer
 * - fail: an answer with `status`, and nothing happens
 * - fail-after: the request takes effect, and the answer has `status`
 * - hold: the request takes effect, and its answer waits until release()
 */
export type OutageKind = 'refuse' | 'cut' | 'fail' | 'fail-after' | 'hold'

/** A failure of the next requests that match. */
export interface Outage {
  kind: OutageKind
  /** The status of fail and fail-after; 500 by default. */
  status?: number
  /** The method and the beginning of the path; any request by default. */
  method?: string
  path?: string
  /** How many requests fail; 1 by default. */
  times?: number
}

export interface Outages {
  /** Takes the failure of this request from the plan. */
  take(request: Pick<PlayedRequest, 'method' | 'path'>): Outage | undefined
  plan(outage: Outage): void
  /** Forgets all planned failures. */
  clear(): void
  /** Resolves when the next release() is called. */
  waitForRelease(): Promise<void>
  /** Sends all held answers. */
  release(): void
}

/** The planned failures of one played gateway, in the order of their planning. */
export function createOutages(): Outages {
  let planned: { outage: Outage; left: number }[] = []
  let gate = Promise.withResolvers<void>()
  return {
    take({ method, path }) {
      const found = planned.find(
        ({ outage }) => (outage.method ?? method) === method && path.startsWith(outage.path ?? ''),
      )
      if (found === undefined) return undefined
      found.left -= 1
      if (found.left === 0) planned = planned.filter(one => one !== found)
      return found.outage
    },
    plan: outage => void planned.push({ outage, left: outage.times ?? 1 }),
    clear() {
      planned = []
    },
    waitForRelease: () => gate.promise,
    release() {
      gate.resolve()
      gate = Promise.withResolvers<void>()
    },
  }
}
