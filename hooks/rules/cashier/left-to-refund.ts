import { type Entry, withoutFailedRefunds } from '../ledger.ts'
import { amountInMinorUnits } from '../money.ts'
import type { NamedEntry } from './sale.ts'

/** A refund of the order. */
export interface RefundFacts {
  name: string
  paymentRef: string
  /** In minor units of the currency. */
  amount: bigint
  currency: string
  /** Whether it may be sent only while money is due. That is so for each refund that the cashier creates. */
  onlyIfDue: boolean
  state: 'Requested' | 'Sent' | 'Succeeded' | 'Failed'
  /** Why it failed, in one word. */
  reason?: string | undefined
  /** The id of the refund at the gateway. */
  providerId?: string | undefined
  /** When its object was created, in milliseconds since 1970. */
  createdAt: number
}

/** The gross amount of an entry in minor units; 0 for an amount that its currency cannot express. */
export function grossOf({ gross, currency }: Entry): bigint {
  return amountInMinorUnits(gross, currency) ?? 0n
}

/** The amount of a payment that was not refunded yet, in minor units. Refunds on their way are not subtracted. */
export function leftToRefund(payment: Entry, entries: readonly Entry[]): bigint {
  const refunded = withoutFailedRefunds(entries).filter(
    ({ provider, state, parentTransactionId, currency }) =>
      state === 'Refunded' &&
      provider === payment.provider &&
      parentTransactionId === payment.transactionId &&
      currency === payment.currency,
  )
  return refunded.reduce((left, entry) => left + grossOf(entry), grossOf(payment))
}

/**
 * Whether a refund may have moved money that no payment shows yet. A refund that succeeded has a payment with its id, which
 * may be missing from a list that was read before.
 */
export function isUnderWay({ state, providerId }: RefundFacts, entries: readonly NamedEntry[]): boolean {
  if (state !== 'Sent' && state !== 'Succeeded') return false
  return !entries.some(entry => entry.state === 'Refunded' && entry.transactionId === providerId)
}

/** The sum of the amounts of refunds, in minor units of one currency. */
export function sumOfRefunds(refunds: readonly RefundFacts[], currency: string | undefined): bigint {
  return refunds.filter(refund => refund.currency === currency).reduce((sum, { amount }) => sum + amount, 0n)
}
