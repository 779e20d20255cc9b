import { isHolding, type ReservationFacts, type Stored } from '../../reservation.ts'
import type { Claimant } from './audit.ts'

/** The claims of the order of one name: its observed reservation, and a write without a known outcome. Both count. */
export interface Claims {
  observed?: Stored | undefined
  inFlight?: ReservationFacts | undefined
}

/** The seats and tickets of one plan that a name claims. */
export interface Share {
  planRef: string
  seats: number[]
  /** Tickets without a seat. */
  unseated: number
}

/** Everything that a name claims. */
export interface Account {
  shares: Share[]
  /** The coupons it redeems. */
  coupons: string[]
  /** Its observed hold. */
  observed: Claimant | undefined
}

/** The union of the claims of a name; undefined if it claims nothing. */
export function accountOf(name: string, { observed, inFlight }: Claims): Account | undefined {
  const claimed = [observed?.reservation, inFlight].filter(one => one !== undefined).filter(isHolding)
  if (claimed.length === 0) return undefined
  const planRefs = [...new Set(claimed.map(({ planRef = '' }) => planRef))]
  const coupons = claimed.flatMap(({ couponRef, quantity }) =>
    couponRef !== undefined && quantity > 0 ? [couponRef] : [],
  )
  return {
    shares: planRefs.map(planRef => shareOf(planRef, claimed)),
    coupons: [...new Set(coupons)],
    observed: observed && claimantOf(name, observed),
  }
}

function shareOf(planRef: string, claimed: readonly ReservationFacts[]): Share {
  const ofPlan = claimed.filter(one => (one.planRef ?? '') === planRef)
  const seats = [...new Set(ofPlan.flatMap(one => one.seats ?? []))]
  return { planRef, seats, unseated: Math.max(...ofPlan.map(one => one.quantity - (one.seats?.length ?? 0))) }
}

function claimantOf(name: string, { reservation, version }: Stored): Claimant | undefined {
  if (!isHolding(reservation)) return undefined
  const { planRef = '', seats = [], quantity, couponRef, decision } = reservation
  return { name, planRef, seats, quantity, couponRef, isSold: decision === 'Sold', version }
}
