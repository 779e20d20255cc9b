import { KubeError } from '../../kube/api.ts'
import { backOffMs } from './retries.ts'

/** Slows a queue down while the API server does not answer, so that its items do not fail one after another. */
export interface Brake {
  /** The number of requests that may be under way now. */
  limit(): number
  recordAnswer(): void
  recordSilence(): void
  /** Ends the pause, if there is one. */
  release(): void
}

const longestMs = 2_000

/** After a request without an answer it pauses for 0.1 s to 2 s, then admits one request at a time until one is answered. */
export function createBrake({ most, onRelease }: { most: number; onRelease(): void }): Brake {
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  function release(): void {
    clearTimeout(timer)
    timer = undefined
  }

  return {
    limit: () => (timer !== undefined ? 0 : failures > 0 ? 1 : most),
    recordAnswer() {
      failures = 0
      release()
    },
    recordSilence() {
      // All requests that were under way fail together, and count as one failure.
      if (timer !== undefined) return
      failures += 1
      timer = setTimeout(
        () => {
          release()
          onRelease()
        },
        backOffMs(failures, { longestMs }),
      )
    },
    release,
  }
}

/** Whether a request failed without an answer of the API server. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof KubeError && error.code === undefined
}
