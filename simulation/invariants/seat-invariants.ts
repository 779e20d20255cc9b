import type { Reservation, ReservationSpec } from '../../hooks/schema/reservation.ts'
import type { Change, ChangeOf } from '../server/stored.ts'
import { pastOf, presentObject, type SaleRecords, versionsInForce } from './records.ts'

/** I1: no seat of a plan or pool is sold twice. A reservation counts as long as it is stored. */
export function noSeatIsSoldTwice(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const seats = new Set(change.after.spec.seats)
  if (seats.size === 0) return undefined
  const hall = hallOf(change.after, records)
  for (const [name, other] of records.reservations) {
    if (name === change.name || other.spec.decision !== 'Sold' || hallOf(other, records) !== hall) continue
    const twice = other.spec.seats?.find(seat => seats.has(seat))
    if (twice !== undefined) return `seat ${twice} of ${hall} is sold to "${name}" and to "${change.name}"`
  }
  return undefined
}

/** I1: new seats are within the capacity, no seat comes twice, and there are as many as the quantity. */
export function seatsAreWithinCapacity(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.seats === undefined) return undefined
  const { seats, quantity, decision } = change.after.spec
  if (new Set(seats).size !== seats.length) return `"${change.name}" has a seat twice: ${seats}`
  if (seats.length !== quantity) return `"${change.name}" has seats ${seats} for a quantity of ${quantity}`
  if (decision !== 'Held' && decision !== 'Sold') return `"${change.name}" is ${decision} and has seats ${seats}`
  // A confirmed order without a reservation gets its former seats back, whatever the capacity is by now.
  if (change.before === undefined && decision === 'Sold') return undefined
  const before = change.before?.spec.seats ?? []
  const capacity = capacityInForce(change, { records, lagMs })
  const beyond = seats.find(seat => !before.includes(seat) && seat > capacity)
  if (beyond !== undefined) return `"${change.name}" was granted seat ${beyond} of ${capacity}`
  return seats.every(seat => before.includes(seat)) ? undefined : foreignFault(change, { records, lagMs })
}

/** The highest capacity of the hall whose seats a reservation has. */
function capacityInForce(
  { at, after }: ChangeOf<'Reservation'>,
  { records: { plans, pools, ...records }, lagMs }: { records: SaleRecords; lagMs: number },
): number {
  const { poolRef } = after?.spec ?? {}
  const known = poolRef === undefined ? plans.get(planOf(after, { plans, pools, ...records })) : pools.get(poolRef)
  return Math.max(
    ...versionsInForce<{ spec: { capacity?: number } }>(known, { at, lagMs }).map(
      ({ object }) => object?.spec.capacity ?? 0,
    ),
  )
}

/** I1: new seats are of the pool of the order's plan, or of the plan itself if it has none. */
function foreignFault(
  { name, at, after }: ChangeOf<'Reservation'>,
  { records, lagMs }: { records: SaleRecords; lagMs: number },
): string | undefined {
  const versions = versionsInForce(records.plans.get(planOf(after, records)), { at, lagMs })
  const isOwn = versions.some(({ object }) => object !== undefined && object.spec.poolRef === after?.spec.poolRef)
  return isOwn ? undefined : `"${name}" was granted seats of ${hallOf(after, records)}, which its plan does not sell`
}

/** The name of the reservation's plan. Until 0.2.0 a reservation did not name it, but its order did. */
export function planOf(reservation: Reservation | undefined, records: SaleRecords): string {
  const { orderUid = '', orderRef = '', planRef } = reservation?.spec ?? {}
  if (planRef !== undefined) return planRef
  const order = pastOf(records, orderUid, orderRef).versions.findLast(({ object }) => object)?.object
  return order?.spec.planRef ?? ''
}

/** The plan or pool of the seats of a reservation. A seat is named by it and a number. */
export function hallOf(reservation: Reservation | undefined, records: SaleRecords): string {
  const { poolRef } = reservation?.spec ?? {}
  return poolRef === undefined ? `plan "${planOf(reservation, records)}"` : `pool "${poolRef}"`
}

/** The names of the tickets of all seats of a reservation. */
export function seatTickets({ seats = [], poolRef }: ReservationSpec, planRef: string): string[] {
  const hall = poolRef === undefined ? planRef : `${poolRef}-`
  return seats.map(seat => `${hall}-${String(seat).padStart(7, '0')}`)
}

/**
 * I6: a coupon is sold to at most as many orders, and with as many tickets, as it ever allowed. A deleted coupon has no known
 * limit (a stated limit).
 */
export function couponsAreNotUsedUp(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const { couponRef, quantity } = change.after.spec
  const before = change.before?.spec
  if (couponRef === undefined || (before?.decision === 'Sold' && before.quantity >= quantity)) return undefined
  const versions = records.coupons.get(couponRef) ?? []
  if (versions.some(({ object }) => object === undefined)) return undefined
  const { maxRedemptions = Infinity, maxTickets = Infinity } = presentObject(versions)?.spec ?? {}
  const sold = [...records.reservations.values()].filter(
    ({ spec }) => spec.decision === 'Sold' && spec.couponRef === couponRef,
  )
  const tickets = sold.reduce((sum, { spec }) => sum + spec.quantity, 0)
  if (sold.length > maxRedemptions)
    return `coupon "${couponRef}" allows ${maxRedemptions} orders and was sold to ${sold.length}`
  return tickets > maxTickets
    ? `coupon "${couponRef}" allows ${maxTickets} tickets and ${tickets} were sold`
    : undefined
}
