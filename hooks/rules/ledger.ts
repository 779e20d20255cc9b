import { amountInMinorUnits } from './money.ts'
import { milliseconds } from './time.ts'

/** The largest tolerated difference between the clock of a gateway and that of the API server. */
const toleranceMs = 300_000

/** One report of a gateway. */
export interface Entry {
  provider: string
  transactionId: string
  state: 'Completed' | 'Pending' | 'Refunded' | 'Reversed' | 'ReversalCanceled' | 'Denied' | 'RefundFailed'
  gross: string
  currency: string
  /** RFC 3339: the time of the transaction, by the clock of the gateway. */
  occurredAt?: string | undefined
  /** The transaction that it takes back. */
  parentTransactionId?: string | undefined
}

/** The totals of an order's payments, in minor units of the requested currency, or of the currency of the map entry. */
export interface Ledger {
  /** Received minus refunded. */
  paid: bigint
  /** Received, refunded or not. */
  received: bigint
  /** Announced and not received yet (an eCheck). */
  pending: bigint
  /** Whether a refund was seen. */
  refunded: boolean
  /** Whether a dispute is open, or was open and is settled. */
  dispute: 'none' | 'open' | 'settled'
  /** The amounts paid in other currencies, by code. */
  foreign: ReadonlyMap<string, bigint>
  /** The disputed amount of each currency, while the dispute is open. */
  disputed: ReadonlyMap<string, bigint>
}

/**
 * The payments that count for an order placed at that time (milliseconds since 1970). An earlier payment belongs to an
 * earlier order of the same name: it buys nothing, and its refund takes nothing.
 */
export function countedEntries<E extends Entry>(entries: readonly E[], placedAt: number): readonly E[] {
  const early = new Set(entries.filter(entry => isEarly(entry, placedAt)).map(entry => transactionKey(entry)))
  if (early.size === 0) return entries
  return entries.filter(
    entry => !early.has(transactionKey(entry)) && !early.has(transactionKey(entry, entry.parentTransactionId)),
  )
}

/** Whether a payment is older than the order, beyond the tolerance. An entry without a time counts as later. */
export function isEarly({ occurredAt }: Pick<Entry, 'occurredAt'>, placedAt: number): boolean {
  return occurredAt !== undefined && milliseconds(occurredAt) < placedAt - toleranceMs
}

/** Sums up the reports on one order, which may come in any sequence. */
export function ledgerOf(reports: readonly Entry[], currency: string | undefined): Ledger {
  const entries = withoutFailedRefunds(reports)
  const own = entries.filter(entry => entry.currency === currency)
  const received = sum(own, 'Completed')
  return {
    paid: received + sum(own, 'Refunded'),
    received,
    pending: sum(own.filter(isOpen(entries)), 'Pending'),
    refunded: own.some(({ state }) => state === 'Refunded'),
    dispute: disputeOf(entries),
    foreign: foreignSums(entries, currency),
    disputed: disputeOf(entries) === 'open' ? disputedSums(entries) : new Map(),
  }
}

/** The reports without the refunds that failed: the bank of a buyer can return the money weeks after a refund succeeded. */
export function withoutFailedRefunds<E extends Entry>(entries: readonly E[]): readonly E[] {
  const failed = new Set(entries.filter(({ state }) => state === 'RefundFailed').map(entry => transactionKey(entry)))
  if (failed.size === 0) return entries
  return entries.filter(entry => entry.state !== 'Refunded' || !failed.has(transactionKey(entry)))
}

/** A gateway reports a transaction as pending first, and again under the same id once it is completed or denied. */
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

function disputedSums(entries: readonly Entry[]): Map<string, bigint> {
  const codes = [...new Set(entries.filter(({ state }) => state === 'Reversed').map(({ currency }) => currency))].sort()
  const sums = codes.map((code): [string, bigint] => {
    const there = entries.filter(entry => entry.currency === code)
    return [code, -sum(there, 'Reversed') - sum(there, 'ReversalCanceled')]
  })
  return new Map(sums.filter(([, amount]) => amount > 0n))
}

function foreignSums(entries: readonly Entry[], currency: string | undefined): Map<string, bigint> {
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

function transactionKey({ provider, transactionId }: Entry, of: string | undefined = transactionId): string {
  return `${provider} ${of}`
}
