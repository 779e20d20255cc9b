import type { Attempt, GatewayClient } from '../../gateway/gateway.ts'
import type { CheckoutFacts } from '../../rules/cashier/checkout-step.ts'
import type { Reason } from '../../rules/reservation.ts'
import { milliseconds, timestamp } from '../../rules/time.ts'
import { type Checkout, type CheckoutStatus, newCheckout } from '../../schema/money/checkout.ts'
import { gatewayKeyAnnotation } from '../../schema/money/gateway-key.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { CashierTools } from '../tools.ts'

/** A checkout that is being visited, and the account in which its money arrives. */
export interface CheckoutCase {
  tools: CashierTools
  checkout: Checkout
  client: GatewayClient
  signal: AbortSignal
}

export function checkoutStatus({ status = newCheckout }: Checkout): CheckoutStatus {
  return status
}

/** Whether a checkout has ended, so that nothing can change any more. */
export function isOver(checkout: Checkout): boolean {
  const { state } = checkoutStatus(checkout)
  return state !== 'Requested' && state !== 'Open'
}

/** Converts a stored checkout that is not over to the facts of the rules. */
export function checkoutFacts(checkout: Checkout): CheckoutFacts {
  const { metadata, spec } = checkout
  const { state, sessionId, declines = 0, expiresAt, captureSentAt } = checkoutStatus(checkout)
  return {
    state: state === 'Open' ? 'Open' : 'Requested',
    provider: spec.provider,
    createdAt: placedAt(metadata),
    isRestored: sessionId === undefined && metadata.annotations?.[gatewayKeyAnnotation] !== undefined,
    declines,
    captureSentAt: captureSentAt === undefined ? undefined : milliseconds(captureSentAt),
    expiresAt: expiresAt === undefined ? undefined : milliseconds(expiresAt),
  }
}

/** The order of a checkout, by its uid. */
export function orderOf({ metadata, spec }: Checkout): { namespace: string; name: string; uid: string } {
  return { namespace: metadata.namespace ?? '', name: spec.orderRef, uid: spec.orderUid }
}

/** The result of a visit of a checkout: why the checkout waits or ends. */
export interface Finding {
  why: Reason | undefined
  /** How often the gateway declined the money, if that has changed. */
  declines?: number | undefined
}

/** The status of an open checkout with its attempt. It keeps the address of the payment page until money is on its way. */
export function openStatus(
  checkout: Checkout,
  { attempt, why, declines }: Finding & { attempt: Attempt },
): CheckoutStatus {
  const { url: before, expiresAt, captureSentAt } = checkoutStatus(checkout)
  const url = attempt.state === 'pending' ? undefined : (attempt.url ?? before)
  const end = attempt.until === undefined ? expiresAt : timestamp(attempt.until)
  return {
    state: 'Open',
    ...why,
    sessionId: attempt.id,
    ...(url !== undefined && { url }),
    ...(end !== undefined && { expiresAt: end }),
    ...(captureSentAt !== undefined && { captureSentAt }),
    ...declinesOf(checkout, declines),
  }
}

/** The status of a checkout that is over. It has no address of the payment page, so that nobody pays there. */
export function endStatus(
  checkout: Checkout,
  { state, why, declines }: Finding & { state: 'Paid' | 'Expired' | 'Failed' },
): CheckoutStatus {
  const { sessionId, expiresAt } = checkoutStatus(checkout)
  return {
    state,
    ...why,
    ...(sessionId !== undefined && { sessionId }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...declinesOf(checkout, declines),
  }
}

function declinesOf(checkout: Checkout, changed: number | undefined): { declines?: number } {
  const declines = changed ?? checkoutStatus(checkout).declines
  return declines === undefined ? {} : { declines }
}
