import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { ReservationSpec } from '../../hooks/schema/reservation.ts'
import { type Change, ownerOf } from '../server/stored.ts'
import { apart } from '../world.ts'
import { isEnding, paidIn, pastOf, present, type Records } from './records.ts'

type Decision = ReservationSpec['decision']

// What may follow a decision. Sold becomes Held when its order is made nothing; a Held that lost its seat waits again.
const following: Record<Decision, readonly Decision[]> = {
  Held: ['Held', 'Sold', 'Released', 'Waitlisted', 'Refused'],
  Sold: ['Sold', 'Released', 'Held'],
  Waitlisted: ['Waitlisted', 'Held', 'Released'],
  Refused: ['Refused', 'Held', 'Waitlisted', 'Released'],
  Released: ['Released', 'Held'],
}
const forGood = ['Cancelled', 'Refunded', 'Unseated', 'OrderGone']
const endsOfSales = ['Cancelled', 'Refunded', 'OrderGone']

/** I4, I5: decisions follow each other as the rules say; what was sold is given back only for a cancel or a refund in full. */
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

/** Only a reservation that no order owns, and whose own order is gone, is given to another order. */
export function takenFault({ kind, before, after }: Change, records: Records): string | undefined {
  if (kind !== 'Reservation' || before === undefined || after === undefined) return undefined
  const { orderUid, orderRef } = before.spec
  if (orderUid === after.spec.orderUid) return undefined
  const isOwned = before.metadata.ownerReferences?.some(({ kind }) => kind === 'Order') === true
  if (!isOwned && present(pastOf(records, orderUid, orderRef).versions) === undefined) return undefined
  return `the reservation of "${orderRef}" was taken from its order, and ${isOwned ? 'is owned by it' : 'that is there'}`
}

function describe({ decision, reason, quantity, seats }: ReservationSpec): string {
  return `${decision}${reason ? ` ${reason}` : ''} of ${quantity}${seats ? ` with ${seats}` : ''}`
}

/** I1, I2: what is released because its order is gone has no order. */
export function orderGoneIsGone(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.reason !== 'OrderGone') return undefined
  const { orderUid } = change.after.spec
  const isThere = present(pastOf(records, orderUid, change.name).versions) !== undefined
  return isThere ? `"${change.name}" was released because its order is gone, and that is there` : undefined
}

/** For how long a refusal is reconsidered that does not say so, in milliseconds after its order was placed. */
const reconsidered = 120_000

/** A refusal is final after a moment. `lag`: how long ago the decision can have been made, in milliseconds. */
export function refusedIsFinal(change: Change, records: Records, lag: number): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Refused' || change.after === undefined) return
  const { orderUid, reconsiderUntil } = change.before.spec
  const { decision, reason } = change.after.spec
  const isSame = decision === 'Refused' && reason === change.before.spec.reason
  if (isSame || decision === 'Released') return undefined
  const placedAt = pastOf(records, orderUid, change.name).versions[0]?.object?.metadata.creationTimestamp ?? ''
  const end = reconsiderUntil === undefined ? Date.parse(placedAt) + reconsidered : Date.parse(reconsiderUntil)
  if (change.at <= end + apart + lag) return undefined
  return `"${change.name}" was refused for good, and is ${decision} ${reason ?? ''}`
}

/** I5: what was held keeps its coupon and its currency until it is sold, and sold stays sold in them. */
export function termsStay(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { spec: before } = change.before
  const { spec: after } = change.after
  if (before.decision === 'Refused' || before.decision === 'Released') return undefined
  // A hold of nothing is asked for anew.
  if (before.decision === 'Held' && before.quantity === 0) return undefined
  const same = before.couponRef === after.couponRef && before.currency === after.currency
  return same ? undefined : `"${change.name}" was ${before.decision} on other terms`
}

/**
 * I4: a reservation is sold only after all of it was paid in its own currency, or costs nothing. Payments and refunds of an order
 * that is being deleted go one by one: what is left of them may be the payments alone.
 */
export function soldAfterPaid(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const { orderUid, currency, quantity } = change.after.spec
  const before = change.before?.spec
  if (before?.decision === 'Sold' && before.quantity >= quantity) return undefined
  const past = pastOf(records, orderUid, change.name)
  const order = past.versions.findLast(({ object }) => object)?.object
  const total = (priceInMinorUnits(order?.spec.price ?? 0, currency) ?? 0n) * BigInt(quantity)
  const payments = isEnding(past) ? past.payments.filter(({ spec }) => spec.state === 'Completed') : past.payments
  const { ever } = paidIn({ ...past, payments }, currency)
  return ever >= total ? undefined : `"${change.name}" was sold for ${total}, and ${ever} was paid at most`
}

/** I1, I2: a reservation goes only with its order; one that its plan still owns (0.2.0), with that. */
export function reservationsStay(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Reservation' || change.after !== undefined || change.before === undefined) return undefined
  const { orderUid } = change.before.spec
  const order = present(pastOf(records, orderUid, change.name).versions)
  if (order === undefined || order.metadata.deletionTimestamp !== undefined) return undefined
  const owner = ownerOf(change.before)
  const isPlans = [...records.plans.values()].some(plans => plans.some(({ object }) => object?.metadata.uid === owner))
  return isPlans ? undefined : `the reservation of "${change.name}" went, and its order is there`
}

/** A reservation of 0.2.0 is given to its order as it is: nothing of it is decided anew. */
export function givenAsItWas(change: Change): string | undefined {
  if (change.kind !== 'Reservation' || change.before === undefined || change.after === undefined) return undefined
  const { before, after } = change
  if (before.spec.planRef !== undefined || !isHolding(before.spec) || !isHolding(after.spec)) return undefined
  // A hold whose order asks for nothing shrinks to a hold of nothing, without an end.
  if (after.spec.quantity === 0) return undefined
  const isKept = (['heldUntil', 'couponRef', 'currency'] as const).every(field => {
    return before.spec[field] === after.spec[field] || (field === 'heldUntil' && after.spec.decision === 'Sold')
  })
  const seats = before.spec.seats ?? []
  const isSeated =
    (after.spec.seats ?? []).every(seat => seats.includes(seat)) || after.spec.quantity > before.spec.quantity
  return isKept && isSeated ? undefined : `"${change.name}" was given to its order as ${describe(after.spec)}`
}
