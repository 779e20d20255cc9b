import { isHolding, type ReservationFacts, type Stored, seatPrefix } from '../../reservation.ts'
import type { Claimant } from './audit.ts'

/** The claims of one name: its observed reservation, and a write without a known outcome. Both count. */
export interface Claims {
  observed?: Stored | undefined
  inFlight?: ReservationFacts | undefined
}

/** The seats and tickets of one plan that a name claims. */
export interface Share {
  planRef: string
  /** The plan or pool whose seats they are (seatPrefix). */
  prefix: string
  seats: number[]
  /** Tickets without a seat. */
  unseated: number
}

/** Everything that a name claims. */
export interface StockAccount {
  shares: Share[]
  /** The coupons that it redeems, each with the number of its tickets. */
  coupons: { couponRef: string; tickets: number }[]
  /** The plan or pool whose seats it waits for (seatPrefix). */
  waitsFor: string | undefined
  /** Its observed hold. */
  observed: Claimant | undefined
}

/** The union of the claims of a name; undefined if it claims nothing and waits for nothing. */
export function accountOf(name: string, { observed, inFlight }: Claims): StockAccount | undefined {
  const all = [observed?.reservation, inFlight].filter(one => one !== undefined)
  const claimed = all.filter(isHolding)
  const latest = inFlight ?? observed?.reservation
  const waitsFor = latest !== undefined && isWaiting(latest) ? seatPrefix(latest) : undefined
  if (claimed.length === 0 && waitsFor === undefined) return undefined
  return {
    shares: sharesOf(claimed),
    coupons: redemptionsOf(claimed),
    waitsFor,
    observed: observed && claimantOf(name, observed),
  }
}

/** Whether an order waits for seats, for all of its tickets or for more of them. */
function isWaiting({ decision, waitingSince }: ReservationFacts): boolean {
  return decision === 'Waitlisted' || (decision === 'Held' && waitingSince !== undefined)
}

function sharesOf(claimed: readonly ReservationFacts[]): Share[] {
  const keys = new Map(claimed.map(one => [`${one.planRef ?? ''} ${seatPrefix(one)}`, one]))
  return [...keys.values()].map(({ planRef = '', poolRef }) => {
    const prefix = seatPrefix({ planRef, ...(poolRef !== undefined && { poolRef }) })
    const ofShare = claimed.filter(one => (one.planRef ?? '') === planRef && seatPrefix(one) === prefix)
    const seats = [...new Set(ofShare.flatMap(one => one.seats ?? []))]
    return {
      planRef,
      prefix,
      seats,
      unseated: Math.max(...ofShare.map(one => one.quantity - (one.seats?.length ?? 0))),
    }
  })
}

function redemptionsOf(claimed: readonly ReservationFacts[]): StockAccount['coupons'] {
  const most = new Map<string, number>()
  for (const { couponRef, quantity } of claimed) {
    if (couponRef === undefined || quantity === 0) continue
    most.set(couponRef, Math.max(quantity, most.get(couponRef) ?? 0))
  }
  return [...most].map(([couponRef, tickets]) => ({ couponRef, tickets }))
}

function claimantOf(name: string, { reservation, version }: Stored): Claimant | undefined {
  if (!isHolding(reservation)) return undefined
  const { seats = [], quantity, couponRef, decision } = reservation
  return { name, prefix: seatPrefix(reservation), seats, quantity, couponRef, isSold: decision === 'Sold', version }
}
