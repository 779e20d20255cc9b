import { money } from '../money.ts'
import { amountsDue, isUndecided } from '../order/refund.ts'
import { isHolding, type Reason } from '../reservation.ts'
import { orderGone } from './charge.ts'
import { isUnderWay, leftToRefund, type RefundFacts, sumOfRefunds } from './left-to-refund.ts'
import { moneyOfSale, type NamedEntry, type Sale } from './sale.ts'

/** Send the money, look again later, or give up for good. */
export type RefundStep = { do: 'send' } | { do: 'wait' | 'fail'; why: Reason }

/** The gateways that the cashier sends refunds to. */
const gateways: readonly string[] = ['STRIPE', 'PAYPAL']

/**
 * Whether the money of a refund may go back now. `others` are all other refunds of the order. Before a refund is sent, mark it
 * as sent, read `sale` and `others` again and call this once more: of two refunds that are sent at once, at least one then
 * sees the other.
 */
export function refundStep(
  refund: RefundFacts,
  { sale, others }: { sale: Sale | undefined; others: readonly RefundFacts[] },
): RefundStep {
  if (sale === undefined) return { do: 'fail', why: orderGone }
  const payment = sale.entries.find(({ name, state }) => name === refund.paymentRef && state === 'Completed')
  if (payment === undefined) {
    return fail('PaymentNotFound', `The order has no payment "${refund.paymentRef}" with the state Completed`)
  }
  if (!gateways.includes(payment.provider)) {
    return fail('NotConfigured', `The cashier cannot send money back by ${payment.provider}`)
  }
  if (payment.currency !== refund.currency) {
    return fail('CurrencyDiffers', `The payment has the currency ${payment.currency}`)
  }
  const before = others.filter(other => precedes(other, refund, sale.entries))
  return (
    refusalOfPayment(refund, { payment, sale, before }) ??
    disputeOf(sale) ??
    refusalOfDue(refund, { sale, before }) ??
    send
  )
}

const send: RefundStep = { do: 'send' }
const otherRefund: RefundStep = {
  do: 'wait',
  why: { reason: 'OtherRefund', message: 'Another refund of the order is on its way' },
}

function fail(reason: string, message: string): RefundStep {
  return { do: 'fail', why: { reason, message } }
}

/** Whether another refund comes before this one: it may have moved money already, or it was created earlier. */
function precedes(other: RefundFacts, refund: RefundFacts, entries: readonly NamedEntry[]): boolean {
  if (isUnderWay(other, entries)) return true
  if (other.state !== 'Requested' || refund.state !== 'Requested') return false
  return other.createdAt < refund.createdAt || (other.createdAt === refund.createdAt && other.name < refund.name)
}

function refusalOfPayment(
  { amount, currency }: RefundFacts,
  { payment, sale, before }: { payment: NamedEntry; sale: Sale; before: readonly RefundFacts[] },
): RefundStep | undefined {
  const left = leftToRefund(payment, sale.entries)
  if (amount > left)
    return fail('MoreThanPaid', `Only ${money(left > 0n ? left : 0n, currency)} of the payment is left`)
  const ofPayment = before.filter(({ paymentRef }) => paymentRef === payment.name)
  return amount > left - sumOfRefunds(ofPayment, currency) ? otherRefund : undefined
}

/** The gateway returns disputed money to the buyer, who would get it twice. */
function disputeOf(sale: Sale): RefundStep | undefined {
  if (moneyOfSale(sale).ledger.dispute !== 'open') return undefined
  return { do: 'wait', why: { reason: 'Disputed', message: 'The buyer disputes a payment of the order' } }
}

function refusalOfDue(
  { amount, currency, onlyIfDue }: RefundFacts,
  { sale, before }: { sale: Sale; before: readonly RefundFacts[] },
): RefundStep | undefined {
  if (!onlyIfDue) return undefined
  const due = dueAmounts(sale)
  if (due === undefined) return undecided
  const own = due.get(currency) ?? 0n
  if (amount > own)
    return fail('NotDue', `The order owes the buyer only ${money(own, currency)}, less than this refund`)
  if (sale.refundReport !== 'due') return undecided
  return amount > own - sumOfRefunds(before, currency) ? otherRefund : undefined
}

const undecided: RefundStep = {
  do: 'wait',
  why: { reason: 'Undecided', message: 'Waiting for the box office to decide what the money buys' },
}

/** The amounts that the order owes the buyer, by currency, in minor units; undefined while that is undecided. */
export function dueAmounts(sale: Sale): Map<string, bigint> | undefined {
  const { cancelled, reservation } = sale
  const { total, ledger } = moneyOfSale(sale)
  if (reservation === undefined || isUndecided({ cancelled, reservation, ledger, total })) return undefined
  const due = amountsDue(!cancelled && isHolding(reservation), ledger, { total, currency: reservation.currency })
  return new Map(due.map(({ amount, currency }) => [currency, amount]))
}
