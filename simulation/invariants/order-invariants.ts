import { priceInMinorUnits } from '../../hooks/rules/money.ts'
import type { Change } from '../server/stored.ts'
import { ownerUid, paidAmount, pastOf, presentObject, type SaleRecords, wasRefunded } from './records.ts'

/** I4: an order becomes CONFIRMED only after its sale, and after its payments covered the price of that sale. */
export function confirmedAfterPaid(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Order' || change.after?.status?.payment !== 'CONFIRMED') return undefined
  if (change.before?.status?.payment === 'CONFIRMED') return undefined
  const { uid } = change.after.metadata
  const past = pastOf(records, uid, change.name)
  const { price, quantity } = change.after.spec
  const sold = past.reservations.some(({ object }) => {
    if (object?.spec.decision !== 'Sold') return false
    const { currency, quantity: reserved } = object.spec
    const total = (priceInMinorUnits(price, currency) ?? 0n) * BigInt(Math.min(quantity, reserved))
    return paidAmount(past, currency).ever >= total
  })
  return sold ? undefined : `order "${change.name}" is CONFIRMED and was not sold, or not paid`
}

/**
 * I4: only a cancellation, a full refund or a quantity of 0 takes CONFIRMED back. `oldViews`: engines may act on views that
 * are all old, and the status can be wrong until they catch up (a stated limit).
 */
export function confirmedStays(change: Change, records: SaleRecords, oldViews: boolean): string | undefined {
  if (change.kind !== 'Order' || change.before?.status?.payment !== 'CONFIRMED' || change.after === undefined) return
  if (change.after.status?.payment === 'CONFIRMED' || oldViews) return undefined
  if (change.after.metadata.deletionTimestamp !== undefined) return undefined
  const past = pastOf(records, change.after.metadata.uid, change.name)
  if (change.after.spec.cancelled === true || wasRefunded(past)) return undefined
  // An order scaled to 0 waits for a new quantity; a free order may be scaled up again meanwhile.
  if (past.versions.some(({ object }) => object?.spec.quantity === 0)) return undefined
  return `order "${change.name}" was CONFIRMED and is ${change.after.status?.payment} ${change.after.status?.reason}`
}

/** I3: a payment is deleted only with its order. */
export function paymentsStay(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Payment' || change.after !== undefined) return undefined
  const order = presentObject(pastOf(records, ownerUid(change), '').versions)
  return order === undefined || order.metadata.deletionTimestamp !== undefined
    ? undefined
    : `payment "${change.name}" was deleted, and its order exists`
}

/** I3: each fact is recorded once for one order. */
export function paymentsAreRecordedOnce(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Payment' || change.before !== undefined || change.after === undefined) return undefined
  const { provider, transactionId, state } = change.after.spec
  const past = pastOf(records, ownerUid(change), '')
  // A payment of an order that is deleted, or being deleted, is never acknowledged: repeats do not matter.
  const order = presentObject(past.versions)
  if (order === undefined || order.metadata.deletionTimestamp !== undefined) return undefined
  const same = past.payments.filter(
    ({ spec }) => spec.provider === provider && spec.transactionId === transactionId && spec.state === state,
  )
  return same.length === 1 ? undefined : `${state} of ${transactionId} was recorded ${same.length} times`
}
