import { KubeError } from '../../kube/api.ts'

/**
 * What became of a write that failed: 'conflict' when something has changed since it was decided, 'refused' when it is
 * certainly not done, 'unknown' when nobody can say.
 */
export type WriteFailure = 'conflict' | 'refused' | 'unknown'

export function failureOf(error: unknown): WriteFailure {
  if (!(error instanceof KubeError) || error.code === undefined) return 'unknown'
  if (error.code === 409) return 'conflict'
  // A write that timed out, or whose server failed, may still be done.
  return error.code === 408 || error.code >= 500 ? 'unknown' : 'refused'
}

/** Whether no answer came at all. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof KubeError && error.code === undefined
}
