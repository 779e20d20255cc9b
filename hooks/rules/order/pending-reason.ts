import type { Ledger } from '../ledger.ts'
import { money, moneyPart } from '../money.ts'
import type { Reason, ReservationFacts } from '../reservation.ts'

/** The facts of an order that holds tickets. Amounts are in minor units. */
export interface HeldOrder {
  free: boolean
  quantity: number
  total: bigint
  currency: string | undefined
  ledger: Ledger
  reservation: ReservationFacts | undefined
}

/** The reason why a held order waits. */
export function pendingReason({ free, quantity, total, currency, ledger, reservation }: HeldOrder): Reason {
  if (quantity === 0) return { reason: 'NothingOrdered', message: 'No tickets are ordered' }
  if (reservation?.quantity === 0) {
    return { reason: 'Reserving', message: 'Waiting for the box office to hold the tickets' }
  }
  if (free) return { reason: 'FreeOrder', message: 'Nothing to pay; the sale is being confirmed' }
  if (ledger.paid >= total) {
    return { reason: 'PaymentReceived', message: 'The payment was received; the sale is being confirmed' }
  }
  const until = announcedEnd({ total, ledger, reservation })
  if (until !== undefined) {
    const announced = `${money(ledger.pending, currency)} is announced by the gateway; the tickets are kept until ${until}`
    if (ledger.paid <= 0n) return { reason: 'AwaitingPayment', message: announced }
    return { reason: 'Underpaid', message: `${moneyPart(ledger.paid, total, currency)} is paid and ${announced}` }
  }
  const end = reservation?.heldUntil === undefined ? '' : ` by ${reservation.heldUntil}`
  const pending = ledger.pending > 0n ? ` (${money(ledger.pending, currency)} pending at the gateway)` : ''
  if (ledger.paid > 0n) {
    return {
      reason: 'Underpaid',
      message: `Pay ${money(total - ledger.paid, currency)} more${end}: ${moneyPart(ledger.paid, total, currency)} is paid${pending}`,
    }
  }
  if (ledger.paid < 0n) return { reason: 'AwaitingPayment', message: overRefundedText(ledger, currency) }
  return { reason: 'AwaitingPayment', message: `Pay ${money(total, currency)}${end}${pending}` }
}

/** A payment is missing: its report may arrive after that of its refund. Paying the price once more would not settle the order. */
function overRefundedText({ paid }: Ledger, currency: string | undefined): string {
  return `${money(-paid, currency)} more was refunded than paid; check the payments of the order before it is paid`
}

/** The end of a hold that is kept for announced money; undefined for any other hold, or if that money is too little. */
function announcedEnd({
  total,
  ledger,
  reservation,
}: Pick<HeldOrder, 'total' | 'ledger' | 'reservation'>): string | undefined {
  const isCovered = ledger.paid + ledger.pending >= total
  return reservation?.pending === true && isCovered ? reservation.heldUntil : undefined
}
