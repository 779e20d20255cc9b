import type { Ledger } from './ledger.ts'
import type { Reservation } from './reservation.ts'
import { milliseconds } from './time.ts'

// A payment that was made in time may take a moment to be seen.
const grace = 30_000

/** What the end of a hold depends on. */
export interface HoldFacts {
  reservation: Reservation | undefined
  total: bigint
  ledger: Ledger
}

/** When a hold that is not paid for ends, in milliseconds since 1970; undefined for what is paid, or held without an end. */
export function endOfHold({ reservation, total, ledger }: HoldFacts): number | undefined {
  if (reservation?.decision !== 'Held' || reservation.heldUntil === undefined || ledger.paid >= total) return undefined
  return milliseconds(reservation.heldUntil) + grace
}
