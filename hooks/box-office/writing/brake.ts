import { KubeError } from '../../kube/api.ts'
import { backOffMs } from './retries.ts'

/** Keeps a queue from being sent into the void, request by request, while nobody answers. */
export interface Brake {
  /** How many requests may be on their way now. */
  limit(): number
  recordAnswer(): void
  recordSilence(): void
  /** Ends its timer. */
  release(): void
}

const longestMs = 2_000

/** After a request without an answer it waits, 0.1 s to 2 s, and then lets one go at a time until one is answered. */
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
      // All that were on their way fail together.
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
