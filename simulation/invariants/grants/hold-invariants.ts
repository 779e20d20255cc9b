import { isHolding } from '../../../hooks/rules/reservation.ts'
import type { Change } from '../../server/stored.ts'
import { maxSkewMs } from '../../world.ts'
import { isEnding, mostOf, paidAmount, pastOf, type SaleRecords } from '../records.ts'
import { hallOf } from '../seat-invariants.ts'

/** The time that a hold waits after its end for a late view of a payment, in milliseconds. */
const graceMs = 30_000

/** I1: a hold of a seat has an end, and no other decision has one. */
export function holdsEnd(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.after === undefined) return undefined
  const { decision, seats, heldUntil } = change.after.spec
  if (decision === 'Held' && seats !== undefined && heldUntil === undefined)
    return `"${change.name}" is held without an end`
  if (decision !== 'Held' && heldUntil !== undefined) return `"${change.name}" is ${decision} and has an end`
  return undefined
}

/** I4: a hold does not lapse if every view must show its payment before the grace time is over. */
export function paidHoldsStay(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Held') return undefined
  const { orderUid, currency, heldUntil } = change.before.spec
  if (change.after?.spec.reason !== 'Expired' || heldUntil === undefined) return undefined
  const past = pastOf(records, orderUid, change.name)
  if (past.payments.some(({ spec }) => spec.state === 'Refunded')) return undefined
  // An order that is deleted in the foreground loses its payments before it is deleted itself.
  if (isEnding(past)) return undefined
  const early = Date.parse(heldUntil) + graceMs - maxSkewMs - lagMs
  // Kubernetes cuts creation times to whole seconds.
  const payments = past.payments.filter(({ metadata }) => Date.parse(metadata.creationTimestamp) + 1_000 <= early)
  const paid = paidAmount({ ...past, payments }, currency).now
  return paid < mostOf(past, currency) ? undefined : `"${change.name}" lapsed, and ${paid} were paid in time`
}

/** I2: a hold shrinks only to a quantity that its order asked for, in the spec answered last or in a later one. */
export function holdsShrinkAsAsked(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { before, after } = change
  if (!isHolding(before.spec) || !isHolding(after.spec) || after.spec.quantity >= before.spec.quantity) return undefined
  const { versions } = pastOf(records, after.spec.orderUid, change.name)
  const { orderGeneration = 0 } = before.spec
  const asked = versions.flatMap(({ object }) =>
    object !== undefined && (object.metadata.generation ?? 0) >= orderGeneration ? [object.spec.quantity] : [],
  )
  return asked.includes(after.spec.quantity)
    ? undefined
    : `"${change.name}" has ${after.spec.quantity} of ${before.spec.quantity}, and its order asks for ${asked.at(-1)}`
}

/** I5: if two holds have one seat, the later hold loses it, unless it was sold meanwhile. */
export function holdsGiveWayToEarlier(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Held' || change.after === undefined) return
  const { seats: had = [], orderUid } = change.before.spec
  const { decision, seats: has = [] } = change.after.spec
  const went = decision === 'Waitlisted' || (decision === 'Held' && has.some(seat => !had.includes(seat)))
  if (!went || had.every(seat => has.includes(seat))) return undefined
  const hall = hallOf(change.before, records)
  const others = [...records.orders].flatMap(([uid, { reservations }]) => (uid === orderUid ? [] : reservations))
  const grantedAt = Number(change.before.metadata.resourceVersion)
  const isBefore = others.some(({ object, revision }) => {
    if (object === undefined || !isHolding(object.spec) || !object.spec.seats?.some(seat => had.includes(seat)))
      return false
    if (hallOf(object, records) !== hall) return false
    return object.spec.decision === 'Sold' || revision < grantedAt
  })
  return isBefore ? undefined : `"${change.name}" lost seats ${had}, and no earlier hold has them`
}
