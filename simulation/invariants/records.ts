import { amountInMinorUnits, priceInMinorUnits } from '../../hooks/rules/money.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Payment } from '../../hooks/schema/payment.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Ticket } from '../../hooks/schema/ticket.ts'
import { type Change, type Kinds, ownerOf } from '../server/stored.ts'

/** The state of an object from a revision on; undefined after its deletion. */
export interface Version<T> {
  object: T | undefined
  revision: number
  at: number
}

/** The past of one order, by its uid and not by its name. */
export interface OrderPast {
  name: string
  versions: Version<Order>[]
  reservations: Version<Reservation>[]
  /** In the order of their records. */
  payments: Payment[]
  /** The revisions in which its present tickets were created, by name. */
  tickets: Map<string, number>
  /** The number of its tickets, by revision. */
  counts: { revision: number; count: number }[]
}

/** The state after a stream of changes, from the simulation's store or from the watch log of a real API server. */
export interface SaleRecords {
  /** By uid. */
  orders: Map<string, OrderPast>
  /** By name. */
  plans: Map<string, Version<Kinds['Plan']>[]>
  pools: Map<string, Version<Kinds['SeatPool']>[]>
  coupons: Map<string, Version<Kinds['Coupon']>[]>
  reservations: Map<string, Reservation>
  tickets: Map<string, Ticket>
  payments: Map<string, Payment>
  record(change: Change): void
}

export function createRecords(): SaleRecords {
  const records: SaleRecords = {
    orders: new Map(),
    plans: new Map(),
    pools: new Map(),
    coupons: new Map(),
    reservations: new Map(),
    tickets: new Map(),
    payments: new Map(),
    record: change => recordChange(records, change),
  }
  return records
}

function recordChange(records: SaleRecords, change: Change): void {
  const { name, revision, at } = change
  switch (change.kind) {
    case 'Plan':
      versionsOf(records.plans, name, { object: change.after, revision, at })
      break
    case 'SeatPool':
      versionsOf(records.pools, name, { object: change.after, revision, at })
      break
    case 'Coupon':
      versionsOf(records.coupons, name, { object: change.after, revision, at })
      break
    case 'Order': {
      const { uid } = (change.after ?? change.before)?.metadata ?? { uid: '' }
      pastOf(records, uid, name).versions.push({ object: change.after, revision, at })
      break
    }
    case 'Reservation': {
      const { orderUid } = (change.after ?? change.before)?.spec ?? { orderUid: '' }
      pastOf(records, orderUid, name).reservations.push({ object: change.after, revision, at })
      setOrDelete(records.reservations, name, change.after)
      break
    }
    case 'Ticket': {
      const { tickets, counts } = pastOf(records, ownerUid(change), name)
      if (change.after === undefined) tickets.delete(name)
      else if (change.before === undefined) tickets.set(name, revision)
      counts.push({ revision, count: tickets.size })
      setOrDelete(records.tickets, name, change.after)
      break
    }
    case 'Payment':
      if (change.before === undefined && change.after)
        pastOf(records, ownerUid(change), name).payments.push(change.after)
      setOrDelete(records.payments, name, change.after)
      break
    // The till keeps its own records (till/till.ts).
    case 'Checkout':
    case 'Refund':
      break
  }
}

export function ownerUid({ before, after }: Change): string {
  const object = after ?? before
  return (object && ownerOf(object)) ?? ''
}

export function pastOf({ orders }: SaleRecords, uid: string, name: string): OrderPast {
  const past = orders.get(uid) ?? { name, versions: [], reservations: [], payments: [], tickets: new Map(), counts: [] }
  orders.set(uid, past)
  return past
}

/** The present object; undefined after its deletion. */
export function presentObject<T>(versions: Version<T>[]): T | undefined {
  return versions.at(-1)?.object
}

/**
 * The versions that a decision stored at a time may follow: both its view of them and its write are late.
 * `lagMs` is the highest age of each. All in milliseconds (since 1970).
 */
export function versionsInForce<T>(
  versions: readonly Version<T>[] | undefined,
  { at, lagMs }: { at: number; lagMs: number },
) {
  const known = versions ?? []
  return known.filter((_, index) => (known[index + 1]?.at ?? at) >= at - 2 * lagMs)
}

/** When an order was placed, in milliseconds since 1970. */
export function placingTime({ versions }: OrderPast): number {
  const { creationTimestamp, annotations } = versions[0]?.object?.metadata ?? { creationTimestamp: '' }
  return Date.parse(annotations?.['backup.app.corley.it/placed-at'] ?? creationTimestamp)
}

/** Whether the order is being deleted, or no longer exists. */
export function isEnding({ versions }: OrderPast): boolean {
  const order = presentObject(versions)
  return order === undefined || order.metadata.deletionTimestamp !== undefined
}

/** A payment that is older than its order by more than this belongs to another order, in milliseconds. */
const earlyPaymentMs = 300_000

/** The payments that count: payments from before the order, and refunds of them, do not. */
function countedPayments(past: OrderPast): Payment[] {
  const { payments } = past
  const placed = placingTime(past)
  const early = payments.filter(({ spec }) => Date.parse(spec.occurredAt ?? '') < placed - earlyPaymentMs)
  const ids = early.map(({ spec }) => spec.transactionId)
  return payments.filter(
    ({ spec }) => !ids.includes(spec.transactionId) && !ids.includes(spec.parentTransactionId ?? ''),
  )
}

/** The recorded payments in a currency less the refunds, in minor units: now, and the highest sum so far. */
export function paidAmount(past: OrderPast, currency: string): { now: bigint; ever: bigint } {
  const all = countedPayments(past).filter(({ spec }) => spec.currency === currency)
  const sums = all.map((_, index) => sumOf(all.slice(0, index + 1)))
  return { now: sums.at(-1) ?? 0n, ever: sums.reduce((most, sum) => (sum > most ? sum : most), 0n) }
}

/** The sum of payments and refunds. A refund that failed took nothing. */
function sumOf(payments: readonly Payment[]): bigint {
  const failed = payments.filter(({ spec }) => spec.state === 'RefundFailed').map(({ spec }) => spec.transactionId)
  return payments
    .filter(({ spec: { state, transactionId } }) => {
      return state === 'Completed' || (state === 'Refunded' && !failed.includes(transactionId))
    })
    .reduce((sum, { spec }) => sum + (amountInMinorUnits(spec.gross, spec.currency) ?? 0n), 0n)
}

/** The price of the largest quantity that the order ever held: views may be as old as that. */
export function mostOf({ versions, reservations }: OrderPast, currency: string): bigint {
  const price = versions.findLast(({ object }) => object)?.object?.spec.price ?? 0
  const quantity = Math.max(...reservations.map(({ object }) => object?.spec.quantity ?? 0))
  return (priceInMinorUnits(price, currency) ?? 0n) * BigInt(quantity)
}

/** The money that gateways have announced in a currency and neither paid nor denied, in minor units. */
export function announcedAmount(past: OrderPast, currency: string): bigint {
  const payments = countedPayments(past)
  return payments
    .filter(({ spec }) => spec.currency === currency && payments.every(other => isSilent(other, spec)))
    .reduce((sum, { spec }) => sum + (amountInMinorUnits(spec.gross, currency) ?? 0n), 0n)
}

/** Whether a report says nothing of a transaction but that it is announced. */
function isSilent({ spec }: Payment, { provider, transactionId }: Payment['spec']): boolean {
  return spec.provider !== provider || spec.transactionId !== transactionId || spec.state === 'Pending'
}

/** Whether refunds ever covered all money received in some currency. */
export function wasRefunded(past: OrderPast): boolean {
  const sums = new Map<string, { received: bigint; refunded: bigint }>()
  return countedPayments(past).some(({ spec: { state, gross, currency } }) => {
    const sum = sums.get(currency) ?? { received: 0n, refunded: 0n }
    sums.set(currency, sum)
    const amount = amountInMinorUnits(gross, currency) ?? 0n
    if (state === 'Completed') sum.received += amount
    if (state === 'Refunded') sum.refunded -= amount
    return sum.received > 0n && sum.refunded > 0n && sum.received <= sum.refunded
  })
}

/** The amount of open disputes in a currency, in minor units. */
export function disputedAmount(past: OrderPast, currency: string): bigint {
  const payments = countedPayments(past)
  const count = (state: string) => payments.filter(({ spec }) => spec.state === state).length
  if (count('Reversed') <= count('ReversalCanceled')) return 0n
  let taken = 0n
  for (const { spec } of payments) {
    const counts = spec.currency === currency && ['Reversed', 'ReversalCanceled'].includes(spec.state)
    if (counts) taken -= amountInMinorUnits(spec.gross, currency) ?? 0n
  }
  return taken > 0n ? taken : 0n
}

function versionsOf<T>(all: Map<string, Version<T>[]>, name: string, version: Version<T>): void {
  const versions = all.get(name)
  if (versions === undefined) all.set(name, [version])
  else versions.push(version)
}

/** Stores an object under its name, or removes that entry if there is no object. */
export function setOrDelete<T>(objects: Map<string, T>, name: string, object: T | undefined): void {
  if (object === undefined) objects.delete(name)
  else objects.set(name, object)
}
