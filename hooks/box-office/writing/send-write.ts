import { isDeepStrictEqual } from 'node:util'
import { KubeError } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { reservationObject, type Write } from '../objects/reservation-object.ts'

/**
 * The kind of a failed write: 'conflict' if an object has changed since the decision, 'refused' if the write was certainly
 * not stored, 'unknown' if it may have been stored.
 */
export type WriteFailure = 'conflict' | 'refused' | 'unknown'

/** The stored object, and the sent fields that it lacks. */
export interface StoredWrite {
  stored: Reservation
  dropped: string[]
}

export interface FailedWrite {
  failure: WriteFailure
  error: unknown
}

export type SentWrite = StoredWrite | FailedWrite

const requestMs = 10_000
// The end of the program does not abort a write under way: otherwise its outcome would be unknown.
const neverAborted = new AbortController().signal

/** Sends one write and returns its result. Never rejects. */
export async function sendWrite(
  api: Pick<BoxOfficeApi, 'createReservation' | 'replaceReservation'>,
  { write, namespace }: { write: Write; namespace: string },
): Promise<SentWrite> {
  const body = reservationObject(write, namespace)
  try {
    const stored = await withTimeLimit({ milliseconds: requestMs, outer: neverAborted }, signal =>
      write.base === undefined ? api.createReservation(body, signal) : api.replaceReservation(body, signal),
    )
    return { stored, dropped: droppedFields(write.spec, stored.spec) }
  } catch (error) {
    return { failure: failureOf(error), error }
  }
}

// The API server drops fields that its CRD lacks. Helm does not upgrade CRDs, so they may be of an older version.
function droppedFields(sent: object, stored: object): string[] {
  const kept = new Map(Object.entries(stored))
  return Object.entries(sent).flatMap(([field, value]) => {
    return value === undefined || isDeepStrictEqual(value, kept.get(field)) ? [] : [field]
  })
}

export function failureOf(error: unknown): WriteFailure {
  if (!(error instanceof KubeError) || error.code === undefined) return 'unknown'
  if (error.code === 409) return 'conflict'
  // A write that timed out, or whose server failed, may still have been stored.
  return error.code === 408 || error.code >= 500 ? 'unknown' : 'refused'
}
