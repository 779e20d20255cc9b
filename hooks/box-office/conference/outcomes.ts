import type { Reached } from '../../rules/box-office/desk.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { type CaseFile, versionOf } from './case-file/case-file.ts'
import { observe } from './case-file/observed.ts'

/**
 * The outcome of a write: the stored object, 'refused' if it was certainly not stored, or 'unknown'. A write of unknown
 * outcome counts as stored until the watch or a GET shows otherwise.
 */
export type Outcome = { stored: Reservation } | 'refused' | 'unknown'

/** Notes that a write is held back. It is settled later; until then no other order waits for it. */
export function holdBackWrite({ inFlight }: CaseFile): void {
  if (inFlight !== undefined) inFlight.state = 'held back'
}

/** Notes the outcome of the write in flight. */
export function settleWrite(file: CaseFile, { outcome, reached }: { outcome: Outcome; reached: Reached }): void {
  if (outcome === 'unknown') {
    if (file.inFlight !== undefined) file.inFlight.state = 'unknown'
  } else {
    file.inFlight = undefined
    if (outcome !== 'refused') takeAnswer(file, outcome.stored, reached)
  }
}

/** Notes the result of a GET after an unknown outcome; undefined if no reservation has that name. */
export function resolveWrite(
  file: CaseFile,
  { found, reached }: { found: Reservation | undefined; reached: Reached },
): void {
  if (file.inFlight?.state === 'unknown') file.inFlight = undefined
  if (found !== undefined) takeAnswer(file, found, reached)
}

/** Takes an object from an answer of the API server. It counts until the watch has reached its version. */
function takeAnswer(file: CaseFile, object: Reservation, reached: Reached): void {
  const answer = observe(object)
  if (answer.stored.version > versionOf(file) && answer.stored.version > reached.reservations) file.own = answer
}
