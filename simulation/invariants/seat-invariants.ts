import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Change } from '../server/stored.ts'
import { pastOf, type Records } from './records.ts'

/** The highest age of the plan that a decision may follow, in milliseconds. */
const viewsLagMs = 120_000

/** I1: no seat of a plan is sold twice. A reservation counts as long as it is stored. */
export function noSeatIsSoldTwice(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const seats = new Set(change.after.spec.seats)
  if (seats.size === 0) return undefined
  const plan = planOf(change.after, records)
  for (const [name, other] of records.reservations) {
    if (name === change.name || other.spec.decision !== 'Sold' || planOf(other, records) !== plan) continue
    const twice = other.spec.seats?.find(seat => seats.has(seat))
    if (twice !== undefined) return `seat ${twice} is sold to "${name}" and to "${change.name}"`
  }
  return undefined
}

/** I1: new seats are within the capacity, no seat comes twice, and there are as many as the quantity. */
export function seatsAreWithinCapacity(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.seats === undefined) return undefined
  const { seats, quantity, decision } = change.after.spec
  if (new Set(seats).size !== seats.length) return `"${change.name}" has a seat twice: ${seats}`
  if (seats.length !== quantity) return `"${change.name}" has seats ${seats} for a quantity of ${quantity}`
  if (decision !== 'Held' && decision !== 'Sold') return `"${change.name}" is ${decision} and has seats ${seats}`
  // A confirmed order without a reservation gets its former seats back, whatever the capacity is by now.
  if (change.before === undefined && decision === 'Sold') return undefined
  const before = change.before?.spec.seats ?? []
  const capacity = capacityInForce(change, records)
  const beyond = seats.find(seat => !before.includes(seat) && seat > capacity)
  return beyond === undefined ? undefined : `"${change.name}" was granted seat ${beyond} of ${capacity}`
}

function capacityInForce({ at, after }: Change & { kind: 'Reservation' }, records: Records): number {
  const versions = records.plans.get(planOf(after, records)) ?? []
  const inForce = versions.filter((_, index) => (versions[index + 1]?.at ?? at) >= at - viewsLagMs)
  return Math.max(...inForce.map(({ object }) => object?.spec.capacity ?? 0))
}

/** The name of the reservation's plan. Until 0.2.0 a reservation did not name it, but its order did. */
export function planOf(reservation: Reservation | undefined, records: Records): string {
  const { orderUid = '', orderRef = '', planRef } = reservation?.spec ?? {}
  if (planRef !== undefined) return planRef
  const order = pastOf(records, orderUid, orderRef).versions.findLast(({ object }) => object)?.object
  return order?.spec.planRef ?? ''
}

/** I6: a coupon is sold to at most as many orders as it ever allowed. A deleted coupon has no known limit (a stated limit). */
export function couponsAreNotUsedUp(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const { couponRef } = change.after.spec
  if (couponRef === undefined || change.before?.spec.decision === 'Sold') return undefined
  const versions = records.coupons.get(couponRef) ?? []
  if (versions.some(({ object }) => object === undefined)) return undefined
  const limit = Math.max(...versions.map(({ object }) => object?.spec.maxRedemptions ?? Infinity))
  const sold = [...records.reservations.values()].filter(
    ({ spec }) => spec.decision === 'Sold' && spec.couponRef === couponRef,
  )
  return sold.length > limit ? `coupon "${couponRef}" allows ${limit} orders and was sold to ${sold.length}` : undefined
}
