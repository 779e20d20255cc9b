import { ledgerOf } from '../../rules/ledger.ts'
import { priceInMinorUnits } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest } from '../../schema/hooks.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { PutOffError } from '../put-off.ts'
import { entriesOf } from './entries.ts'

const longestMs = 10_000

/**
 * Throws a PutOffError while a hold that is paid in full, or free, is being sold: the box office does that within moments,
 * and a status written before would be replaced at once. After 10 seconds there is an answer all the same.
 */
export function putOffSale(
  { parent, children }: OrderRequest,
  { reservation, now }: { reservation: Reservation | undefined; now: number },
): void {
  const { metadata, spec } = parent
  if (reservation?.spec.decision !== 'Held' || reservation.spec.quantity === 0 || spec.cancelled === true) return
  const payments = Object.values(children[keys.payment])
  if (!isPaid(parent, reservation, payments)) return
  const since = spec.price === 0 ? milliseconds(reservation.metadata.creationTimestamp) : newestReceipt(payments)
  const age = now - since
  // A clock that is further off, or a receipt that is no time, cannot tell how long the sale has taken.
  const isUnderWay = age < longestMs && age >= -longestMs
  if (!isUnderWay) return
  const seconds = Math.min(longestMs, longestMs - age) / 1000
  throw new PutOffError(
    `Order "${metadata.name}" is not answered yet: the box office must sell it first`,
    Math.ceil(seconds),
  )
}

function isPaid({ metadata, spec: { price } }: Order, { spec }: Reservation, payments: readonly Payment[]): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, spec.currency)
  const { paid } = ledgerOf(entriesOf(payments, metadata).counted, spec.currency)
  return unit !== undefined && paid >= unit * BigInt(spec.quantity)
}

// In milliseconds since 1970. Until 0.2.0 a payment could have a time such as 2026-11-20T08:00:00+30:00, which no clock shows.
function newestReceipt(payments: readonly Payment[]): number {
  const times = payments.map(({ spec }) => milliseconds(spec.receivedAt))
  return Math.max(...times.filter(time => !Number.isNaN(time)))
}
