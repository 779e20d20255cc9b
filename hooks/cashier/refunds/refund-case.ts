import type { GatewayClient, RefundRequest } from '../../gateway/gateway.ts'
import type { RefundFacts } from '../../rules/cashier/left-to-refund.ts'
import type { NamedEntry } from '../../rules/cashier/sale.ts'
import { amountInMinorUnits } from '../../rules/money.ts'
import { type CheckoutProvider, checkoutProviders } from '../../schema/money/checkout.ts'
import { refundKey } from '../../schema/money/gateway-key.ts'
import { newRefund, type Refund, type RefundStatus } from '../../schema/money/refund.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { CashierTools } from '../tools.ts'

/** A refund that is being visited, and the account from which its money goes back. */
export interface RefundCase {
  tools: CashierTools
  refund: Refund
  client: GatewayClient
  request: RefundRequest
  signal: AbortSignal
}

export function refundStatus({ status = newRefund }: Refund): RefundStatus {
  return status
}

/** Converts a stored refund to the facts of the rules. */
export function refundFacts(refund: Refund): RefundFacts {
  const { metadata, spec } = refund
  const { state, reason, providerId } = refundStatus(refund)
  return {
    name: metadata.name,
    paymentRef: spec.paymentRef,
    amount: amountInMinorUnits(spec.amount, spec.currency) ?? 0n,
    currency: spec.currency,
    onlyIfDue: spec.onlyIfDue === true,
    state,
    reason,
    providerId,
    createdAt: placedAt(metadata),
  }
}

/** The gateway of a refund, by the name of its payment; UNKNOWN for a payment that no gateway made. */
export function providerOf({ spec }: Refund): CheckoutProvider | 'UNKNOWN' {
  return checkoutProviders.find(one => spec.paymentRef.startsWith(`${one.toLowerCase()}-`)) ?? 'UNKNOWN'
}

/** The order that owns a refund. */
export function orderOf({ metadata, spec }: Refund): { namespace: string; name: string; uid: string } {
  const owner = metadata.ownerReferences?.find(({ kind, name }) => kind === 'Order' && name === spec.orderRef)
  return { namespace: metadata.namespace ?? '', name: spec.orderRef, uid: owner?.uid ?? '' }
}

/** The refunds that the same order owns. */
export function refundsOf(all: readonly Refund[], uid: string): RefundFacts[] {
  return all.filter(refund => orderOf(refund).uid === uid).map(refundFacts)
}

/** The request to the gateway, which is the same in every retry. */
export function requestOf(refund: Refund, { transactionId }: Pick<NamedEntry, 'transactionId'>): RefundRequest {
  const { namespace, name } = orderOf(refund)
  const { amount, currency } = refund.spec
  return { key: refundKey(refund), order: { namespace, name }, transactionId, amount, currency }
}
