import { KubeError } from '../../kube/api.ts'
import { backOffMs } from './retries.ts'

/** Bounds the requests of one conference. While they get no answer, it allows one request at a time, each after a pause. */
export interface Brake {
  /** Whether a further request may be sent now. */
  isOpen(): boolean
  /** Notes that a request was sent. */
  begin(): void
  /** Notes that a request ended, with or without an answer. */
  end(isAnswered: boolean): void
}

const longestMs = 2_000

/** After a request without an answer it pauses for 0.1 s to 2 s, and then allows one request at a time until one is answered. */
export function createBrake({ most, onOpen }: { most: number; onOpen(): void }): Brake {
  let underWay = 0
  let failures = 0
  let isPausing = false

  function pause(): void {
    // All requests that were on their way fail together.
    if (isPausing) return
    failures += 1
    isPausing = true
    setTimeout(resume, backOffMs(failures, { longestMs })).unref()
  }

  function resume(): void {
    isPausing = false
    onOpen()
  }

  return {
    isOpen: () => !isPausing && underWay < (failures > 0 ? 1 : most),
    begin() {
      underWay += 1
    },
    end(isAnswered) {
      underWay -= 1
      if (isAnswered) failures = 0
      else pause()
    },
  }
}

/** Whether a request failed without an answer of the API server. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof KubeError && error.code === undefined
}
