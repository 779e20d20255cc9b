import type { Attempt, PaymentRequest } from '../../gateway/gateway.ts'
import { refusalOfAmount } from '../../gateway/limits.ts'
import type { Reason } from '../../rules/reservation.ts'
import { milliseconds } from '../../rules/time.ts'
import type { Checkout } from '../../schema/money/checkout.ts'
import { checkoutKey } from '../../schema/money/gateway-key.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import { placedAt } from '../../schema/placed-at.ts'
import { countFailures, isRefusal, reasonOfFailure } from '../gateway-failure.ts'
import type { LiveSale } from '../live-sale.ts'
import { type CheckoutCase, orderOf } from './checkout-case.ts'

const dayMs = 86_400_000
const languages = ['en', 'de', 'it'] as const

/** The schema accepts some hosts that no browser opens, such as 1.2.3.4.5. */
const unreadableReturn: Reason = {
  reason: 'ReturnToUnreadable',
  message: 'returnTo must be an address that a browser can open; create another checkout',
}

/**
 * Opens the payment at the gateway. Resolves to a reason if the gateway refuses for good, so that no such payment exists. A
 * lost answer does no harm: a retry with the same key returns the same payment, and nobody else has its address.
 */
export async function openPayment(
  { tools, checkout, client, signal }: CheckoutCase,
  { order, sale }: LiveSale,
): Promise<Attempt | Reason> {
  const { namespace } = orderOf(checkout)
  const { provider, amount, currency, returnTo } = checkout.spec
  if (!URL.canParse(returnTo)) return unreadableReturn
  const limit = refusalOfAmount(provider, amount, currency)
  if (limit !== undefined) return { reason: 'GatewayRefused', message: limit.message }
  const plan = await tools.api.getPlan({ namespace, name: order.spec.planRef }, signal)
  const heldUntil = sale.reservation?.heldUntil
  const title = `${order.spec.quantity} × ${plan?.spec.title ?? order.spec.planRef}`
  const request = requestOf(checkout, { title, heldUntil, plan })
  try {
    return await countFailures(client.open(request, signal), { provider, counters: tools.counters })
  } catch (error) {
    if (isRefusal(error)) return reasonOfFailure(error)
    throw error
  }
}

function requestOf(
  checkout: Checkout,
  { title, heldUntil, plan }: { title: string; heldUntil: string | undefined; plan: Plan | undefined },
): PaymentRequest {
  const { metadata, spec } = checkout
  const createdAt = placedAt(metadata)
  const tongue = spec.language?.slice(0, 2).toLowerCase()
  const language = languages.find(one => one === tongue)
  const number = metadata.name.slice(spec.orderRef.length + 1)
  return {
    key: checkoutKey(checkout),
    order: { namespace: orderOf(checkout).namespace, name: spec.orderRef },
    title,
    amount: spec.amount,
    currency: spec.currency,
    createdAt,
    until: heldUntil === undefined ? createdAt + dayMs : milliseconds(heldUntil),
    returnUrl: addressWith(spec.returnTo, 'returned', number),
    cancelUrl: addressWith(spec.returnTo, 'left', number),
    canPayLater: (plan?.spec.pendingHours ?? 0) > 0,
    ...(language !== undefined && { language }),
  }
}

/** The address of the order's page with one parameter more, which is the number of the checkout. */
function addressWith(address: string, name: string, value: string): string {
  const url = new URL(address)
  url.searchParams.set(name, value)
  return url.href
}
