import { amountInMinorUnits } from './money.ts'

/** One thing a gateway reported. */
export interface Entry {
  provider: string
  transactionId: string
  state: 'Completed' | 'Pending' | 'Refunded' | 'Reversed' | 'ReversalCanceled' | 'Denied'
  gross: string
  currency: string
  /** RFC 3339: when it happened, by the clock of the gateway. */
  occurredAt?: string | undefined
  /** The transaction that it takes back. */
  parentTransactionId?: string | undefined
}

/** The totals of an order's payments. Amounts are in minor units of the currency asked for, or of the one they are listed under. */
export interface Ledger {
  /** Received minus refunded. */
  paid: bigint
  /** Received, refunded or not. */
  received: bigint
  /** Reported as pending, not received yet (an eCheck). */
  pending: bigint
  /** Whether a refund was seen. */
  refunded: boolean
  /** Whether there was a dispute, and whether one is open. */
  dispute: 'none' | 'open' | 'settled'
  /** What is paid in other currencies, by code. */
  foreign: ReadonlyMap<string, bigint>
  /** The disputed amount of each currency, while the dispute is open. */
  disputed: ReadonlyMap<string, bigint>
}

/** Sums up what was reported of one order; the order in which it was reported does not matter. */
export function ledgerOf(entries: readonly Entry[], currency: string | undefined): Ledger {
  const own = entries.filter(entry => entry.currency === currency)
  const received = sum(own, 'Completed')
  return {
    paid: received + sum(own, 'Refunded'),
    received,
    pending: sum(own.filter(isOpen(entries)), 'Pending'),
    refunded: own.some(({ state }) => state === 'Refunded'),
    dispute: disputeOf(entries),
    foreign: paidElsewhere(entries, currency),
    disputed: disputeOf(entries) === 'open' ? disputedAmounts(entries) : new Map(),
  }
}

/** A transaction is reported as pending first, and again under the same id when it is through or denied. */
function isOpen(entries: readonly Entry[]): (entry: Entry) => boolean {
  return ({ provider, transactionId }) =>
    entries
      .filter(other => other.provider === provider && other.transactionId === transactionId)
      .every(({ state }) => state === 'Pending')
}

function disputeOf(entries: readonly Entry[]): Ledger['dispute'] {
  const disputes = count(entries, 'Reversed')
  if (disputes === 0) return 'none'
  return disputes > count(entries, 'ReversalCanceled') ? 'open' : 'settled'
}

function disputedAmounts(entries: readonly Entry[]): Map<string, bigint> {
  const codes = [...new Set(entries.filter(({ state }) => state === 'Reversed').map(({ currency }) => currency))].sort()
  const sums = codes.map((code): [string, bigint] => {
    const there = entries.filter(entry => entry.currency === code)
    return [code, -sum(there, 'Reversed') - sum(there, 'ReversalCanceled')]
  })
  return new Map(sums.filter(([, amount]) => amount > 0n))
}

function paidElsewhere(entries: readonly Entry[], currency: string | undefined): Map<string, bigint> {
  const codes = new Set(entries.map(entry => entry.currency).filter(code => code !== currency))
  const sums = [...codes].sort().map((code): [string, bigint] => {
    const there = entries.filter(entry => entry.currency === code)
    return [code, sum(there, 'Completed') + sum(there, 'Refunded')]
  })
  return new Map(sums)
}

function sum(entries: readonly Entry[], state: Entry['state']): bigint {
  return entries.filter(entry => entry.state === state).reduce((total, entry) => total + minorUnits(entry), 0n)
}

function minorUnits({ gross, currency }: Entry): bigint {
  const minor = amountInMinorUnits(gross, currency)
  if (minor === undefined)
    throw new RangeError(`Cannot count the payment of "${gross}" ${currency}: it must be an amount`)
  return minor
}

function count(entries: readonly Entry[], state: Entry['state']): number {
  return entries.filter(entry => entry.state === state).length
}
