import { isDeepStrictEqual } from 'node:util'
import { KubeError } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { reservationObject, type Write } from '../objects/reservation-object.ts'

/**
 * What became of a write that failed: 'conflict' when something has changed since it was decided, 'refused' when it is
 * certainly not done, 'unknown' when nobody can say.
 */
export type WriteFailure = 'conflict' | 'refused' | 'unknown'

/** What was stored, and which fields of it were not. */
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
// What is on its way when the program ends is waited for, so that nobody has to find out what became of it.
const never = new AbortController().signal

/** Sends one write, and says how it ended. Never rejects. */
export async function sendWrite(
  api: Pick<BoxOfficeApi, 'createReservation' | 'replaceReservation'>,
  { write, namespace }: { write: Write; namespace: string },
): Promise<SentWrite> {
  const body = reservationObject(write, namespace)
  try {
    const stored = await withTimeLimit({ milliseconds: requestMs, outer: never }, signal =>
      write.base === undefined ? api.createReservation(body, signal) : api.replaceReservation(body, signal),
    )
    return { stored, dropped: droppedFields(write.spec, stored.spec) }
  } catch (error) {
    return { failure: failureOf(error), error }
  }
}

// The API server drops what its CRD does not know: one of an older version, which helm does not upgrade by itself.
function droppedFields(sent: object, stored: object): string[] {
  const kept = new Map(Object.entries(stored))
  return Object.entries(sent).flatMap(([field, value]) => {
    return value === undefined || isDeepStrictEqual(value, kept.get(field)) ? [] : [field]
  })
}

export function failureOf(error: unknown): WriteFailure {
  if (!(error instanceof KubeError) || error.code === undefined) return 'unknown'
  if (error.code === 409) return 'conflict'
  // A write that timed out, or whose server failed, may still be done.
  return error.code === 408 || error.code >= 500 ? 'unknown' : 'refused'
}
