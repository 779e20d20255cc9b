import { isUnderWay, leftToRefund, type RefundFacts, sumOfRefunds } from './left-to-refund.ts'
import { dueAmounts } from './refund-step.ts'
import type { NamedEntry, Sale } from './sale.ts'

/** A refund to create. */
export interface PlannedRefund {
  payment: string
  /** The number in its name: 1 for the first refund of the payment. */
  number: number
  /** In minor units of the currency. */
  amount: bigint
  currency: string
}

/** The rules of the plan about refunds. */
export interface RefundPolicy {
  isAutomatic: boolean
  /** A person decides on cancellations after this time, in milliseconds since 1970. */
  cancelUntil: number | undefined
}

/** The highest number of a refund. */
export const mostNumbers = 99

/** The reasons of refunds that asked for too much. They were never sent, so a refund of the right amount may follow. */
const judgedTooHigh = ['NotDue', 'MoreThanPaid']
const gateways: readonly string[] = ['STRIPE', 'PAYPAL']

/**
 * The refunds that a plan with automatic refunds asks for, one for each payment whose money must go back. The newest payments
 * are refunded first. A payment with an open refund gets no second one. If an automatic refund of a payment failed at the
 * gateway, a person must refund it. The failure of a refund that asked for too much, or that a person created, does not count.
 */
export function automaticRefunds(
  sale: Sale,
  { policy, refunds }: { policy: RefundPolicy; refunds: readonly RefundFacts[] },
): PlannedRefund[] {
  if (!isAllowed(sale, policy)) return []
  const open = refunds.filter(refund => refund.state === 'Requested' || isUnderWay(refund, sale.entries))
  const planned: PlannedRefund[] = []
  for (const [currency, due] of dueAmounts(sale) ?? []) {
    let left = due - sumOfRefunds(open, currency)
    for (const payment of refundablePayments(sale, { currency, refunds, open })) {
      const most = leftToRefund(payment, sale.entries)
      const amount = most < left ? most : left
      if (amount <= 0n) continue
      const number = freeNumber(payment.name, refunds)
      if (number === undefined) continue
      planned.push({ payment: payment.name, number, amount, currency })
      left -= amount
    }
  }
  return planned
}

/**
 * The number for the next refund of a payment, `<payment>-<number>`: the number after the highest in use, or the lowest free
 * number if a person has used 99. Undefined if none is free.
 */
function freeNumber(payment: string, refunds: readonly RefundFacts[]): number | undefined {
  const ofPayment = refunds.filter(({ paymentRef }) => paymentRef === payment)
  const used = new Set(ofPayment.map(({ name }) => Number(name.slice(payment.length + 1))))
  const next = 1 + Math.max(0, ...used)
  if (next <= mostNumbers) return next
  for (let number = 1; number < mostNumbers; number += 1) if (!used.has(number)) return number
  return undefined
}

/** The order hook must report the money as due, and a cancelled order must have been cancelled in time. */
function isAllowed(
  { refundReport, cancelled, cancelledAt }: Sale,
  { isAutomatic, cancelUntil }: RefundPolicy,
): boolean {
  if (!isAutomatic || refundReport !== 'due') return false
  return !cancelled || cancelUntil === undefined || (cancelledAt !== undefined && cancelledAt <= cancelUntil)
}

function refundablePayments(
  { entries }: Sale,
  { currency, refunds, open }: { currency: string; refunds: readonly RefundFacts[]; open: readonly RefundFacts[] },
): NamedEntry[] {
  const isLeftAlone = (name: string) =>
    open.some(({ paymentRef }) => paymentRef === name) ||
    refunds.some(
      ({ paymentRef, onlyIfDue, state, reason = '' }) =>
        paymentRef === name && onlyIfDue && state === 'Failed' && !judgedTooHigh.includes(reason),
    )
  return entries
    .filter(({ state, provider }) => state === 'Completed' && gateways.includes(provider))
    .filter(entry => entry.currency === currency && !isLeftAlone(entry.name))
    .sort((a, b) => compareTimes(b, a))
}

/** Sorts payments of one gateway by time (RFC 3339 in UTC), then name. An entry without a time counts as the oldest. */
export function compareTimes(a: NamedEntry, b: NamedEntry): number {
  const [one, other] = [a.occurredAt ?? '', b.occurredAt ?? '']
  return one === other ? (a.name < b.name ? -1 : 1) : one < other ? -1 : 1
}
