import { paymentName } from '../../../hooks/payment/recording/payment-name.ts'
import type { Books } from '../../../local/gateway/books.ts'
import type { OrderPast, SaleRecords } from '../../invariants/records.ts'
import { chargeFault, repeatedRefundFault } from '../../till/invariants/movement-invariants.ts'
import { tillFaults } from '../../till/invariants/till-end.ts'
import { chargesOf, datedMovements, refundMovements } from '../../till/movements.ts'
import type { LogChecker } from '../log/log-checker.ts'

// The highest age of a view of the cashier, and of a line of the log, in milliseconds.
const lagMs = 30_000

/** Every promise about money that the books of the gateways break at the end (I11). */
export function moneyFaults(books: Books, { list, records, till: { checkouts, pages } }: LogChecker): string[] {
  const charges = datedMovements(books).map(movement => {
    const since = movement.at - lagMs
    return chargeFault(movement, { checkouts, records: recordsUntil(records, movement.at + lagMs), since })
  })
  const refunds = refundMovements(books).map(movement => repeatedRefundFault(movement, books))
  const faults = [...charges, ...refunds].filter(fault => fault !== undefined)
  return [...tillFaults({ books, checkouts, pages, list }), ...faults]
}

/** The records without what was stored later. */
function recordsUntil(records: SaleRecords, at: number): Pick<SaleRecords, 'orders'> {
  const cut = <T extends { at: number }>(versions: T[]) => versions.filter(version => version.at <= at)
  const orders = new Map<string, OrderPast>()
  for (const [uid, past] of records.orders) {
    orders.set(uid, { ...past, versions: cut(past.versions), reservations: cut(past.reservations) })
  }
  return { orders }
}

/** The names of the payments that the cashier had to record. */
export function paymentNamesOf(books: Books): string[] {
  const charges = chargesOf(books).map(({ provider, transactionId }) => {
    return paymentName({ provider, transactionId, state: 'Completed' })
  })
  const refunds = refundMovements(books).map(({ provider, id }) => {
    return paymentName({ provider, transactionId: id, state: 'Refunded' })
  })
  return [...charges, ...refunds]
}
