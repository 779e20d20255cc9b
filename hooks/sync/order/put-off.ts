// The order hook puts off its answer while the box office is about to decide: the decision would replace the answer at once.
// A new order is put off until it has a reservation, and a hold that is paid in full, or free, until it is sold.
// Each wait has a limit, so that an order gets an answer also while no box office runs.

import { ledgerOf } from '../../rules/ledger.ts'
import { priceInMinorUnits } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest } from '../../schema/hooks.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { separateEntries } from './standing-facts.ts'

/** The longest wait for the first decision on a new order. */
const longestUndecidedMs = 120_000
/** The longest wait for the sale of a paid hold. */
const longestSaleMs = 10_000

/**
 * The hook cannot answer with certainty yet. The hook server turns this error into a 429 with retry-after: Metacontroller
 * calls again after that number of seconds, or when an object changes, and writes nothing meanwhile.
 */
export class PutOffError extends Error {
  override name = 'PutOffError'
  readonly seconds: number

  constructor(message: string, seconds: number) {
    super(message)
    this.seconds = seconds
  }
}

/**
 * Throws a PutOffError for a new order until the box office has decided, which takes moments. An earlier status would only
 * repeat the default of the CRD. After 2 minutes the hook answers without a decision, and the status explains the wait.
 */
export function putOffUndecided({ parent, children }: OrderRequest, now: number): void {
  const { metadata, spec, status } = parent
  const isAnswered = status?.observedGeneration !== undefined || (status?.payment ?? 'PENDING') !== 'PENDING'
  const seen = [children[keys.reservation], children[keys.payment], children[keys.ticket]].flatMap(Object.values)
  if (isAnswered || spec.cancelled === true || seen.length > 0) return
  const age = now - milliseconds(metadata.creationTimestamp)
  // If this clock is behind the clock of the API server, the duration of the wait is unknown.
  if (age < 0 || age >= longestUndecidedMs) return
  const seconds = Math.ceil((longestUndecidedMs - age) / 1000)
  throw new PutOffError(
    `Cannot report on order "${metadata.name}" yet: the box office must decide on it first`,
    seconds,
  )
}

/**
 * Throws a PutOffError while the box office sells a hold that is free or paid in full. That takes moments, and the sale would
 * replace an earlier status at once. After 10 seconds the hook answers without the sale.
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
  // If the clocks differ by more, or no time of receipt is readable, the duration of the sale is unknown.
  const isUnderWay = age < longestSaleMs && age >= -longestSaleMs
  if (!isUnderWay) return
  const seconds = Math.min(longestSaleMs, longestSaleMs - age) / 1000
  throw new PutOffError(
    `Cannot report on order "${metadata.name}" yet: the box office must sell its tickets first`,
    Math.ceil(seconds),
  )
}

function isPaid({ metadata, spec: { price } }: Order, { spec }: Reservation, payments: readonly Payment[]): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, spec.currency)
  const { paid } = ledgerOf(separateEntries(payments, metadata).counted, spec.currency)
  return unit !== undefined && paid >= unit * BigInt(spec.quantity)
}

// Milliseconds since 1970. Until 0.2.0 a payment could have an unreadable time such as 2026-11-20T08:00:00+30:00.
function newestReceipt(payments: readonly Payment[]): number {
  const times = payments.map(({ spec }) => milliseconds(spec.receivedAt))
  return Math.max(...times.filter(time => !Number.isNaN(time)))
}
