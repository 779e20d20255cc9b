import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { ReservationSpec } from '../../hooks/schema/reservation.ts'
import { type Change, ownerOf } from '../server/stored.ts'
import { maxSkewMs } from '../world.ts'
import { isEnding, paidAmount, pastOf, presentObject, type SaleRecords, wasRefunded } from './records.ts'

type Decision = ReservationSpec['decision']

// The decisions that may follow each decision. Sold becomes Held when its order is scaled to 0. Held becomes Waitlisted when
// it loses its seat.
const following: Record<Decision, readonly Decision[]> = {
  Held: ['Held', 'Sold', 'Released', 'Waitlisted', 'Refused'],
  Sold: ['Sold', 'Released', 'Held'],
  Waitlisted: ['Waitlisted', 'Held', 'Released'],
  Refused: ['Refused', 'Held', 'Waitlisted', 'Released'],
  Released: ['Released', 'Held'],
}
const forGood = ['Cancelled', 'Refunded', 'Unseated', 'OrderGone']
const endsOfSales = ['Cancelled', 'Refunded', 'OrderGone']

/** I4, I5: decisions follow the rules. Only a cancellation, a full refund or the loss of its order releases a sale. */
export function decisionsFollow(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { spec: before } = change.before
  const { spec: after } = change.after
  const of = `"${change.name}" went from ${describe(before)} to ${describe(after)}`
  if (!following[before.decision].includes(after.decision)) return of
  if (before.decision === 'Sold' && after.decision === 'Held' && after.quantity > 0) return of
  if (before.decision === 'Sold' && after.decision === 'Released' && !endsOfSales.includes(after.reason ?? ''))
    return of
  if (before.decision === 'Released' && forGood.includes(before.reason ?? '') && after.decision !== 'Released')
    return of
  if (before.decision === 'Held' && after.decision === 'Refused' && before.quantity > 0)
    return after.reason === 'CouponExhausted' ? undefined : of
  return undefined
}

/** I2: a reservation passes to another order only if no order owns it, and its own order no longer exists. */
export function takenFault({ kind, before, after }: Change, records: SaleRecords): string | undefined {
  if (kind !== 'Reservation' || before === undefined || after === undefined) return undefined
  const { orderUid, orderRef } = before.spec
  if (orderUid === after.spec.orderUid) return undefined
  const isOwned = before.metadata.ownerReferences?.some(({ kind }) => kind === 'Order') === true
  if (!isOwned && presentObject(pastOf(records, orderUid, orderRef).versions) === undefined) return undefined
  return `the reservation of "${orderRef}" was taken from its order, which ${isOwned ? 'owns it' : 'exists'}`
}

function describe({ decision, reason, quantity, seats }: ReservationSpec): string {
  return `${decision}${reason ? ` ${reason}` : ''} of ${quantity}${seats ? ` with ${seats}` : ''}`
}

/** I1, I2: a reservation is released as OrderGone only if its order no longer exists. */
export function orderGoneIsGone(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.reason !== 'OrderGone') return undefined
  const { orderUid } = change.after.spec
  const isThere = presentObject(pastOf(records, orderUid, change.name).versions) !== undefined
  return isThere ? `"${change.name}" was released as OrderGone, and its order exists` : undefined
}

/** The time for which a refusal without `reconsiderUntil` is reconsidered, in milliseconds after its order was placed. */
const reconsideredMs = 120_000

const dated = ['NotYetOnSale', 'SaleOver', 'CouponExpired']

/** I5: a refusal for a date is final at once, any other after its time to reconsider. `lagMs` is the highest age of a decision, in milliseconds. */
export function refusedIsFinal(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Refused' || change.after === undefined) return
  const { orderUid, reconsiderUntil } = change.before.spec
  const { decision, reason } = change.after.spec
  const isSame = decision === 'Refused' && reason === change.before.spec.reason
  if (isSame || decision === 'Released') return undefined
  if (dated.includes(change.before.spec.reason ?? ''))
    return `"${change.name}" missed a date (${change.before.spec.reason}), and is ${decision} ${reason ?? ''}`
  const placedAt = pastOf(records, orderUid, change.name).versions[0]?.object?.metadata.creationTimestamp ?? ''
  const end = reconsiderUntil === undefined ? Date.parse(placedAt) + reconsideredMs : Date.parse(reconsiderUntil)
  if (change.at <= end + maxSkewMs + lagMs) return undefined
  return `"${change.name}" was finally refused, and is ${decision} ${reason ?? ''}`
}

/** I5: a hold keeps its coupon and currency until its sale, and a sale keeps them, too. */
export function termsStay(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { spec: before } = change.before
  const { spec: after } = change.after
  if (before.decision === 'Refused' || before.decision === 'Released') return undefined
  // A hold of quantity 0 is judged again when its order asks for tickets.
  if (before.decision === 'Held' && before.quantity === 0) return undefined
  const same = before.couponRef === after.couponRef && before.currency === after.currency
  return same ? undefined : `"${change.name}" was ${before.decision} on other terms`
}

/**
 * I4: a reservation is sold only after payments in its own currency covered it, or if it is free. The payments and refunds
 * of an order that is being deleted disappear one by one, so only completed payments count then.
 */
export function soldAfterPaid(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const { orderUid, currency, quantity } = change.after.spec
  const before = change.before?.spec
  if (before?.decision === 'Sold' && before.quantity >= quantity) return undefined
  const past = pastOf(records, orderUid, change.name)
  const order = past.versions.findLast(({ object }) => object)?.object
  const total = (priceInMinorUnits(order?.spec.price ?? 0, currency) ?? 0n) * BigInt(quantity)
  const payments = isEnding(past) ? past.payments.filter(({ spec }) => spec.state === 'Completed') : past.payments
  const { ever } = paidAmount({ ...past, payments }, currency)
  return ever >= total ? undefined : `"${change.name}" was sold for ${total}, and ${ever} was paid at most`
}

/** I4: a sale is released as Refunded only after refunds covered all its money. */
export function refundedIsRefunded(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Sold') return undefined
  if (change.after?.spec.reason !== 'Refunded') return undefined
  const past = pastOf(records, change.after.spec.orderUid, change.name)
  // The garbage collector deletes the payments of a deleted order one by one: those that are left may look refunded.
  if (isEnding(past)) return undefined
  return wasRefunded(past) ? undefined : `"${change.name}" was released as Refunded, and some of its money was not`
}

/** I1, I2: a reservation is deleted only with its order, or with its plan if that still owns it (0.2.0). */
export function reservationsStay(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after !== undefined || change.before === undefined) return undefined
  const { orderUid } = change.before.spec
  const order = presentObject(pastOf(records, orderUid, change.name).versions)
  if (order === undefined || order.metadata.deletionTimestamp !== undefined) return undefined
  const owner = ownerOf(change.before)
  const isPlans = [...records.plans.values()].some(plans => plans.some(({ object }) => object?.metadata.uid === owner))
  return isPlans ? undefined : `the reservation of "${change.name}" was deleted, and its order exists`
}

/** I5: a reservation of 0.2.0 passes to its order unchanged; the box office decides nothing in it again. */
export function givenAsItWas(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { before, after } = change
  if (before.spec.planRef !== undefined || !isHolding(before.spec) || !isHolding(after.spec)) return undefined
  // A hold whose order was scaled to 0 shrinks to a hold of quantity 0, without an end.
  if (after.spec.quantity === 0) return undefined
  const isKept = (['heldUntil', 'couponRef', 'currency'] as const).every(field => {
    if (before.spec[field] === after.spec[field]) return true
    // A sale has no end. A hold without one gets it once its plan or coupon is scarce, and a later one if its order asks.
    const isOpen = before.spec.heldUntil === undefined || after.spec.decision === 'Sold'
    return field === 'heldUntil' && (isOpen || (after.spec.heldUntil ?? '') > (before.spec.heldUntil ?? ''))
  })
  const seats = before.spec.seats ?? []
  const isSeated =
    (after.spec.seats ?? []).every(seat => seats.includes(seat)) || after.spec.quantity > before.spec.quantity
  return isKept && isSeated ? undefined : `"${change.name}" was given to its order as ${describe(after.spec)}`
}
