import { lostSale } from '../../../rules/box-office/reinstate.ts'
import type { Claims } from '../../../rules/box-office/stock/account.ts'
import { type CaseFile, inFlightOf, latestObservation } from './case-file.ts'

/**
 * The claims of a name. The sale of an order that lost its reservation counts like a write under way: no other order gets its
 * seats, and it takes no seat from a hold. Until 0.2.0 a reservation was deleted with its plan.
 */
export function claimsOf(file: CaseFile): Claims {
  const observed = latestObservation(file)?.stored
  const lost = observed === undefined && file.order !== undefined ? lostSale(file.order) : undefined
  return { observed, inFlight: inFlightOf(file) ?? lost }
}
