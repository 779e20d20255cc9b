import { amountInMinorUnits, priceInMinorUnits } from '../../../hooks/rules/money.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import { announcedAmount, type OrderPast, paidAmount, type Version } from '../../invariants/records.ts'

/** An amount that a buyer is asked for. */
export interface Asked {
  amount: string
  currency: string
}

/** A hold must last this long when a visit begins: the margin of 10 s, less the largest error of a clock. */
const leastHoldMs = 5_000

/** The states that were in force at some time since `from`, in milliseconds since 1970. */
export function objectsInForceSince<T>(versions: readonly Version<T>[], from: number): T[] {
  return versions.flatMap(({ object }, index) => {
    const isLater = (versions[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from
    return object !== undefined && isLater ? [object] : []
  })
}

/** The payments of an order as lists could show them since `from`: at first, with each further one, and now. */
export function ledgersSince(past: OrderPast, from: number): OrderPast[] {
  const isOlder = ({ metadata }: Payment) => Date.parse(metadata.creationTimestamp) + 1_000 <= from
  const first = past.payments.filter(isOlder).length
  return Array.from({ length: past.payments.length - first + 1 }, (_, more) => {
    return { ...past, payments: past.payments.slice(0, first + more) }
  })
}

/** Whether an order held tickets, and exactly this money was due, at some time since a visit of the cashier began. */
export function wasChargeable(past: OrderPast, { amount, currency }: Asked, from: number): boolean {
  const orders = objectsInForceSince(past.versions, from).filter(isWanted)
  const holds = objectsInForceSince(past.reservations, from).filter(
    one => isHeld(one, from) && one.spec.currency === currency,
  )
  const asked = amountInMinorUnits(amount, currency)
  return ledgersSince(past, from).some(ledger => {
    const [paid, announced] = [paidAmount(ledger, currency).now, announcedAmount(ledger, currency)]
    return orders.some(({ spec }) =>
      holds.some(hold => {
        const tickets = BigInt(Math.min(spec.quantity, hold.spec.quantity))
        const due = (priceInMinorUnits(spec.price, currency) ?? 0n) * tickets - paid
        return due === asked && announced < due
      }),
    )
  })
}

function isWanted({ metadata, spec }: Order): boolean {
  return metadata.deletionTimestamp === undefined && spec.cancelled !== true
}

function isHeld({ spec }: Reservation, from: number): boolean {
  const { decision, quantity, heldUntil } = spec
  return decision === 'Held' && quantity > 0 && (heldUntil === undefined || Date.parse(heldUntil) > from + leastHoldMs)
}
