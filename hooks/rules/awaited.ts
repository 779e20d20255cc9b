import type { Ledger } from './ledger.ts'
import { money } from './money.ts'
import type { Reason, Reservation } from './reservation.ts'

/** What is known of an order that is held. Amounts are in minor units. */
export interface HeldOrder {
  planRef: string
  free: boolean
  quantity: number
  total: bigint
  currency: string | undefined
  ledger: Ledger
  reservation: Reservation | undefined
}

/** What a held order waits for. */
export function awaited({ planRef, free, quantity, total, currency, ledger, reservation }: HeldOrder): Reason {
  if (quantity === 0) return { reason: 'NothingOrdered', message: 'No tickets are ordered' }
  if (reservation?.quantity === 0) {
    return { reason: 'Reserving', message: `The plan "${planRef}" has not reserved the tickets yet` }
  }
  if (free) return { reason: 'FreeOrder', message: 'Nothing is to be paid, the sale is being confirmed' }
  if (ledger.paid >= total) {
    return { reason: 'PaymentReceived', message: 'The payment was received, the sale is being confirmed' }
  }
  const announced = ledger.pending > 0n ? `, ${money(ledger.pending, currency)} are announced` : ''
  if (ledger.paid > 0n) {
    return {
      reason: 'Underpaid',
      message: `${money(ledger.paid, currency)} of ${money(total, currency)} are paid${announced}`,
    }
  }
  const until = reservation?.heldUntil === undefined ? '' : ` until ${reservation.heldUntil}`
  return { reason: 'AwaitingPayment', message: `${money(total, currency)} are to be paid${until}${announced}` }
}
