import { holds, type Reservation, type Stored } from '../../reservation.ts'
import type { Claimant } from './audit.ts'

/** What one name has: as observed, and as a write says whose outcome is not known yet. Both count. */
export interface Claims {
  observed?: Stored | undefined
  inFlight?: Reservation | undefined
}

/** What a name takes of one plan. */
export interface Share {
  planRef: string
  seats: number[]
  /** Tickets without a seat. */
  unseated: number
}

/** What a name takes of everything. */
export interface Account {
  shares: Share[]
  /** The coupons it redeems. */
  coupons: string[]
  /** What it was observed to hold. */
  observed: Claimant | undefined
}

/** What a name takes: the union of what it has and what it may have by now. Undefined for one that takes nothing. */
export function accountOf(name: string, { observed, inFlight }: Claims): Account | undefined {
  const claimed = [observed?.reservation, inFlight].filter(one => one !== undefined).filter(holds)
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

function shareOf(planRef: string, claimed: readonly Reservation[]): Share {
  const ofPlan = claimed.filter(one => (one.planRef ?? '') === planRef)
  const seats = [...new Set(ofPlan.flatMap(one => one.seats ?? []))]
  return { planRef, seats, unseated: Math.max(...ofPlan.map(one => one.quantity - (one.seats?.length ?? 0))) }
}

function claimantOf(name: string, { reservation, version }: Stored): Claimant | undefined {
  if (!holds(reservation)) return undefined
  const { planRef = '', seats = [], quantity, couponRef, decision } = reservation
  return { name, planRef, seats, quantity, couponRef, isSold: decision === 'Sold', version }
}
