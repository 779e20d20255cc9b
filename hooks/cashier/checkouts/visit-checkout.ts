import { GatewayError } from '../../gateway/gateway-error.ts'
import type { ObjectKey } from '../../kube/api.ts'
import { openWithinMs } from '../../rules/cashier/checkout-step.ts'
import type { Reason } from '../../rules/reservation.ts'
import type { Checkout, CheckoutStatus } from '../../schema/money/checkout.ts'
import { reasonOfFailure, visitAfter } from '../gateway-failure.ts'
import { type CashierTools, closedPauseMs, finished, type Visit } from '../tools.ts'
import { checkoutFacts, checkoutStatus, endStatus, isOver } from './checkout-case.ts'
import { followCheckout } from './follow-checkout.ts'
import { writeCheckout } from './write-checkout.ts'

/** A session that the gateway does not find may belong to another account. It is given up this long after its end. */
const giveUpAfterMs = 86_400_000

const notConfigured: Reason = {
  reason: 'NotConfigured',
  message: 'The conference has no API keys of this gateway',
}

/** Looks at a checkout and its attempt, and takes the steps that follow. Rejects with a KubeError. */
export async function visitCheckout(tools: CashierTools, key: ObjectKey, signal: AbortSignal): Promise<Visit> {
  if (tools.closedReason(key.namespace) !== undefined) return { next: 'later', pauseMs: closedPauseMs }
  const checkout = await tools.api.getCheckout(key, signal)
  if (checkout === undefined || checkout.metadata.deletionTimestamp !== undefined || isOver(checkout)) return finished
  const facts = checkoutFacts(checkout)
  const report = (checkout: Checkout, why: Reason, isFinal: boolean) =>
    writeCheckout(tools, { checkout, status: failureStatus(checkout, { why, isFinal, now: tools.now() }) }, signal)
  const client = await tools.gateways.clientOf(checkout.spec.provider, key.namespace, signal)
  if (client === undefined) {
    await report(checkout, notConfigured, facts.state === 'Requested' && !facts.isRestored)
    return { next: 'retry' }
  }
  try {
    return await followCheckout({ tools, checkout, client, signal })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const isGone =
      error.kind === 'refused' && tools.now() >= (facts.expiresAt ?? Number.POSITIVE_INFINITY) + giveUpAfterMs
    const present = (await tools.api.getCheckout(key, signal)) ?? checkout
    if (isOver(present)) return finished
    await report(present, reasonOfFailure(error), isGone)
    return visitAfter(error)
  }
}

/**
 * The status after a failure. A checkout that was never opened fails once it is too late to open it. An open checkout stays
 * open, because its money may be on its way.
 */
function failureStatus(
  checkout: Checkout,
  { why, isFinal, now }: { why: Reason; isFinal: boolean; now: number },
): CheckoutStatus {
  const { state, isRestored, createdAt } = checkoutFacts(checkout)
  const isLate = state === 'Requested' && !isRestored && now - createdAt >= openWithinMs
  if (isFinal || isLate) return endStatus(checkout, { state: 'Failed', why })
  return { ...checkoutStatus(checkout), ...why }
}
