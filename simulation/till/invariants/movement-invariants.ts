import { amountInMinorUnits } from '../../../hooks/rules/money.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Books } from '../../../local/gateway/books.ts'
import type { OrderPast, SaleRecords } from '../../invariants/records.ts'
import { chargesOf, type Movement, type RefundMovement, refundMovements } from '../movements.ts'
import type { Till, TillAround } from '../till.ts'
import { ledgersSince, objectsInForceSince, wasChargeable } from './charge-invariant.ts'
import { isBeyondDue } from './refund-invariants.ts'

interface Cause {
  till: Till
  around: Pick<TillAround, 'records' | 'store'>
  /** The start of the visit that caused it, in milliseconds since 1970. */
  since: number
}

/** The promise that the cashier breaks by a movement (I11), as "<name>: <event>". */
export function movementFault(movement: Movement, cause: Cause): string | undefined {
  return movement.kind === 'refund'
    ? refundFault(movement as RefundMovement, cause)
    : (chargeFault(movement, { ...cause.till, ...cause.around, since: cause.since }) ??
        doubleFault(movement, cause.till))
}

/** A payment is opened, and taken at PayPal, only while tickets are held for exactly that money. */
export function chargeFault(
  { kind, key, amount, currency }: Movement,
  { checkouts, records, since }: Pick<Till, 'checkouts'> & { records: Pick<SaleRecords, 'orders'>; since: number },
): string | undefined {
  const checkout = checkouts.get(key)
  if (checkout === undefined) return `chargedForHolds: a ${kind} of "${key}", which is no checkout`
  const past = records.orders.get(checkout.spec.orderUid)
  if (past !== undefined && wasChargeable(past, { amount, currency }, since)) return undefined
  return `chargedForHolds: a ${kind} of ${amount} ${currency} for ${checkout.metadata.name}, which is not due`
}

function doubleFault({ key }: Movement, { gateways }: Till): string | undefined {
  const own = chargesOf(gateways.books).filter(charge => charge.key === key)
  return own.length > 1 ? `chargedOnce: checkout ${key} was charged ${own.length} times` : undefined
}

/** A refund is sent once, and never beyond its payment. */
export function repeatedRefundFault(
  { id, key, transactionId, amount, currency }: RefundMovement,
  books: Books,
): string | undefined {
  const others = refundMovements(books).filter(one => one.id !== id && one.status !== 'failed')
  if (others.some(one => one.key === key)) return `refundedOnce: ${key} was sent twice`
  const minor = (text = '0') => amountInMinorUnits(text, currency) ?? 0n
  const sum = others
    .filter(one => one.transactionId === transactionId)
    .reduce((all, one) => all + minor(one.amount), 0n)
  const paid = minor(chargesOf(books).find(charge => charge.transactionId === transactionId)?.amount)
  return sum + minor(amount) > paid ? `refundedOnce: ${transactionId} was refunded beyond its amount` : undefined
}

/** A refund is sent only while no dispute is open; with `onlyIfDue`, also only while its money is due. */
function refundFault(movement: RefundMovement, { till, around, since }: Cause): string | undefined {
  const { key, amount, currency } = movement
  const { books } = till.gateways
  const repeated = repeatedRefundFault(movement, books)
  if (repeated !== undefined) return repeated
  const refund = around.store.get('Refund', key)
  const owner = refund?.metadata.ownerReferences?.[0]?.uid ?? ''
  const past = around.records.orders.get(owner)
  const orders = objectsInForceSince(past?.versions ?? [], since)
  if (past !== undefined && isDisputed(past, since)) return `refundedUndisputed: ${key} was sent in a dispute`
  if (refund?.spec.onlyIfDue !== true) return undefined
  if (past !== undefined && isBeyondDue(past, movement, { books, since, store: around.store })) {
    return `refundedIfDue: ${key} of ${amount} ${currency} leaves less than the tickets cost`
  }
  if (orders.some(isRefundDue)) return undefined
  return `refundedIfDue: ${key} of ${amount} ${currency} was sent, and no money is due`
}

/** Whether an order reports that money is due back. */
export function isRefundDue(order: Order | undefined): boolean {
  return order?.status?.conditions?.some(one => one.type === 'RefundDue' && one.status === 'True') === true
}

/** Whether a dispute was open all the time since a visit began. */
function isDisputed(past: OrderPast, since: number): boolean {
  return ledgersSince(past, since).every(({ payments }) => {
    const count = (state: string) => payments.filter(({ spec }) => spec.state === state).length
    return count('Reversed') > count('ReversalCanceled')
  })
}
