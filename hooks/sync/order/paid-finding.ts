import { money, moneyPart } from '../../rules/money.ts'
import type { Facts } from '../../rules/order/standing.ts'
import type { Reason } from '../../rules/reservation.ts'
import { conditionStatus, type Finding } from '../conditions.ts'

/** The condition Paid of an order, without its time. */
export function paidFinding(facts: Facts): Finding {
  const { free, total, currency, ledger, paidEarly } = facts
  const type = 'Paid'
  if (free) return { type, status: 'True', reason: 'FreeOrder', message: 'Nothing to pay' }
  if (ledger.refunded && ledger.paid > 0n && ledger.paid < total && ledger.received >= total) {
    const message = `${moneyPart(ledger.received - ledger.paid, ledger.received, currency)} was refunded`
    return { type, status: 'False', reason: 'PartlyRefunded', message }
  }
  const { reason, message } = nothingToPay(facts) ?? balanceReason(facts)
  const early =
    paidEarly > 0n ? `; ${money(paidEarly, currency)} was paid before the order was placed and buys nothing` : ''
  return { type, status: conditionStatus(reason === 'PaymentReceived'), reason, message: message + early }
}

/** The reason of an order that has a price, and no tickets to pay for now. */
function nothingToPay({ quantity, reservation, ledger, currency }: Facts): Reason | undefined {
  const balance = ledger.paid === 0n ? '' : `; ${balanceText(ledger.paid, money(ledger.paid, currency), currency)}`
  if (quantity === 0) return { reason: 'NothingOrdered', message: `No tickets are ordered${balance}` }
  if (reservation?.quantity !== 0) return undefined
  return { reason: 'Reserving', message: `No tickets are held yet${balance}` }
}

function balanceReason({ total, ledger: { paid }, currency }: Facts): Reason {
  const isPaid = total > 0n && paid >= total
  const reason = isPaid ? 'PaymentReceived' : paid > 0n ? 'Underpaid' : 'AwaitingPayment'
  return { reason, message: balanceText(paid, moneyPart(paid, total, currency), currency) }
}

/** "29.90 EUR is paid", or the amount by which refunds exceed the payments. */
function balanceText(paid: bigint, amount: string, currency: string | undefined): string {
  return paid < 0n ? `${money(-paid, currency)} more was refunded than paid` : `${amount} is paid`
}
