import { countedEntries, type Entry, ledgerOf } from '../../rules/ledger.ts'
import { priceInMinorUnits } from '../../rules/money.ts'
import type { Facts } from '../../rules/order/standing.ts'
import type { ObservedTicket } from '../../rules/order/tickets.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest } from '../../schema/hooks.ts'
import type { Payment } from '../../schema/payment.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { ReservationSpec } from '../../schema/reservation.ts'

/** Derives the facts of the standing from an order, its payments, its tickets and its reservation. */
export function deriveFacts(
  { parent, children }: OrderRequest,
  of: { tickets: ObservedTicket[]; reservation: ReservationSpec | undefined },
): Facts {
  const { spec, status } = parent
  const { reservation } = of
  const staying = of.tickets.filter(({ leaving }) => !leaving)
  const currency = reservation?.currency ?? status?.currency
  const { counted, early } = separateEntries(Object.values(children[keys.payment]), parent.metadata)
  const quantity = Math.min(spec.quantity, reservation?.quantity ?? spec.quantity)
  return {
    planRef: spec.planRef,
    free: spec.price === 0,
    quantity: spec.quantity,
    cancelled: spec.cancelled === true,
    total: (priceInMinorUnits(spec.price, currency ?? '') ?? 0n) * BigInt(quantity),
    currency,
    ledger: ledgerOf(counted, currency),
    paidEarly: ledgerOf(early, currency).paid,
    reservation,
    tickets: staying.length,
    unjudged: staying.filter(({ judged }) => !judged).length,
    previous: status ?? { payment: 'PENDING' },
  }
}

/** The payments of an order that count, and those from before it was placed. */
export function separateEntries(
  payments: readonly Payment[],
  order: ObjectMeta,
): { counted: readonly Entry[]; early: readonly Entry[] } {
  const entries = payments.map(({ spec }) => spec)
  const counted = countedEntries(entries, placedAt(order))
  return { counted, early: entries.filter(entry => !counted.includes(entry)) }
}
