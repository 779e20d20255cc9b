import type { Entry } from '../ledger.ts'
import { compareTimes } from './automatic-refunds.ts'
import { grossOf, isUnderWay, leftToRefund, type RefundFacts, sumOfRefunds } from './left-to-refund.ts'
import { dueAmounts } from './refund-step.ts'
import type { NamedEntry, Sale } from './sale.ts'

/** The part of the money due that goes back to one transaction, in minor units of the payment's currency. */
export interface DueTransaction {
  payment: NamedEntry
  amount: bigint
}

/**
 * Spreads the money that an order owes the buyer over the transactions that it came from, the newest first. Refunds that are
 * requested or on their way take their part first. Disputed money stays out: the gateway has returned it. Empty unless the
 * order hook reports money as due.
 */
export function dueTransactions(sale: Sale, refunds: readonly RefundFacts[]): DueTransaction[] {
  if (sale.refundReport !== 'due') return []
  const { entries } = sale
  const open = refunds.filter(refund => refund.state === 'Requested' || isUnderWay(refund, entries))
  const parts: DueTransaction[] = []
  for (const [currency, due] of dueAmounts(sale) ?? []) {
    let left = due - sumOfRefunds(open, currency)
    const payments = entries.filter(entry => entry.state === 'Completed' && entry.currency === currency)
    for (const payment of payments.sort((a, b) => compareTimes(b, a))) {
      const requested = sumOfRefunds(refundsOfPayment(open, payment), currency)
      const most = leftToRefund(payment, entries) - requested - disputedAmountOf(payment, entries)
      const amount = most < left ? most : left
      if (amount <= 0n) continue
      parts.push({ payment, amount })
      left -= amount
    }
  }
  return parts
}

function refundsOfPayment(refunds: readonly RefundFacts[], { name }: NamedEntry): RefundFacts[] {
  return refunds.filter(({ paymentRef }) => paymentRef === name)
}

/** The amount of a payment that a dispute took and did not give back. */
function disputedAmountOf({ provider, transactionId, currency }: Entry, entries: readonly Entry[]): bigint {
  return entries
    .filter(({ state }) => state === 'Reversed' || state === 'ReversalCanceled')
    .filter(entry => entry.provider === provider && entry.parentTransactionId === transactionId)
    .filter(entry => entry.currency === currency)
    .reduce((sum, entry) => sum - grossOf(entry), 0n)
}
