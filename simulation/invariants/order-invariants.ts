import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import type { Change } from '../server/stored.ts'
import { ownerUid, paidIn, pastOf, present, type Records, wasRefunded } from './records.ts'

/** I4: an order turns CONFIRMED only after it was sold, and after what it cost then was paid. */
export function confirmedAfterPaid(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Order' || change.after?.status?.payment !== 'CONFIRMED') return undefined
  if (change.before?.status?.payment === 'CONFIRMED') return undefined
  const { uid } = change.after.metadata
  const past = pastOf(records, uid, change.name)
  const { price, quantity } = change.after.spec
  const sold = past.reservations.some(({ object }) => {
    if (object?.spec.decision !== 'Sold') return false
    const { currency, quantity: reserved } = object.spec
    const total = (priceInMinorUnits(price, currency) ?? 0n) * BigInt(Math.min(quantity, reserved))
    return paidIn(past, currency).ever >= total
  })
  return sold ? undefined : `order "${change.name}" is CONFIRMED and was not sold, or not paid`
}

/**
 * I4: CONFIRMED is taken back only when it is cancelled, refunded in full or given back. `oldViews` says whether engines act
 * on views that are all old, from which it can read otherwise until they catch up (a stated limit).
 */
export function confirmedStays(change: Change, records: Records, oldViews: boolean): string | undefined {
  if (change.kind !== 'Order' || change.before?.status?.payment !== 'CONFIRMED' || change.after === undefined) return
  if (change.after.status?.payment === 'CONFIRMED' || oldViews) return undefined
  if (change.after.metadata.deletionTimestamp !== undefined) return undefined
  const past = pastOf(records, change.after.metadata.uid, change.name)
  if (change.after.spec.cancelled === true || wasRefunded(past)) return undefined
  // An order of nothing waits for something to be ordered; a free one may be ordered again meanwhile.
  if (past.versions.some(({ object }) => object?.spec.quantity === 0)) return undefined
  return `order "${change.name}" was CONFIRMED and is ${change.after.status?.payment} ${change.after.status?.reason}`
}

/** I3: a payment goes only with its order. */
export function paymentsStay(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Payment' || change.after !== undefined) return undefined
  const order = present(pastOf(records, ownerUid(change), '').versions)
  return order === undefined || order.metadata.deletionTimestamp !== undefined
    ? undefined
    : `payment "${change.name}" went, and its order is there`
}

/** I3: nothing is recorded twice of one order. */
export function recordedOnce(change: Change, records: Records): string | undefined {
  if (change.kind !== 'Payment' || change.before !== undefined || change.after === undefined) return undefined
  const { provider, transactionId, state } = change.after.spec
  const past = pastOf(records, ownerUid(change), '')
  // Of an order that is gone, or going, it is recorded in vain, and nobody acknowledges it.
  const order = present(past.versions)
  if (order === undefined || order.metadata.deletionTimestamp !== undefined) return undefined
  const same = past.payments.filter(
    ({ spec }) => spec.provider === provider && spec.transactionId === transactionId && spec.state === state,
  )
  return same.length === 1 ? undefined : `${state} of ${transactionId} was recorded ${same.length} times`
}
