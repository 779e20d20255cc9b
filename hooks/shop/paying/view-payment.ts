import { refusalOfAmount } from '../../gateway/limits.ts'
import { amountInMinorUnits } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import { type Checkout, type CheckoutProvider, newCheckout } from '../../schema/money/checkout.ts'
import type { Order } from '../../schema/order/order.ts'
import type { AttemptState, AttemptView, PayMethod, PaymentView } from '../model/payment-view.ts'

/** An order and everything that decides how it is paid in the shop. */
export interface PaymentFile {
  order: Order
  /** The last attempts, the newest first. */
  recent: readonly Checkout[]
  /** The amount to pay; undefined if nothing is due. */
  due: string | undefined
  currency: string
  /** The gateways of this installation. */
  payWith: readonly CheckoutProvider[]
  /** Whether an address is a payment page of a gateway. */
  isPaymentPage(url: string): boolean
  /** In milliseconds since 1970. */
  now: number
}

/** The ways to pay an order, and the attempt that matters; undefined where the shop takes no payments. */
export function viewPayment(file: PaymentFile): PaymentView | undefined {
  const { payWith, due, currency } = file
  if (payWith.length === 0) return undefined
  const methods = due === undefined ? [] : payWith.map(provider => viewMethod(provider, due, currency))
  const attempt = attemptThatMatters(file)
  return { methods, ...(attempt !== undefined && { attempt }) }
}

function viewMethod(provider: CheckoutProvider, due: string, currency: string): PayMethod {
  const refusal = refusalOfAmount(provider, due, currency)
  if (refusal === undefined) return { provider }
  const { reason, limit } = refusal
  return { provider, refusal: { reason, ...(limit !== undefined && { limit }) } }
}

/** The attempt whose money may be moving; otherwise the newest attempt, if anything is due. */
function attemptThatMatters(file: PaymentFile): AttemptView | undefined {
  const views = file.recent.map(checkout => viewAttempt(checkout, file))
  const moving = views.find(view => view?.state === 'looking' || view?.state === 'lookingDelayed')
  return moving ?? (file.due === undefined ? undefined : views[0])
}

function viewAttempt(checkout: Checkout, file: PaymentFile): AttemptView | undefined {
  const state = stateOf(checkout, file)
  if (state === undefined) return undefined
  const { provider, returned } = checkout.spec
  const { url } = checkout.status ?? newCheckout
  // The cashier would notice a second return late, so after a decline a new attempt is quicker.
  const isUsable = url !== undefined && file.isPaymentPage(url) && !(returned && state === 'declined')
  return { provider, state, ...(isUsable && { url }) }
}

/** The state of an attempt for its buyer; undefined if the standing of the order shows the result already. */
function stateOf(checkout: Checkout, file: PaymentFile): AttemptState | undefined {
  const { state, reason = '' } = checkout.status ?? newCheckout
  switch (state) {
    case 'Requested':
      return isTrouble(reason) ? 'delayed' : 'opening'
    case 'Open':
      return stateOfOpen(checkout, reason, file)
    case 'Paid':
      return isUncounted(checkout, file) ? 'looking' : undefined
    case 'Expired':
      return 'timedOut'
    case 'Failed':
      return failures[reason]
  }
}

/**
 * An announced payment is part of the standing once the order shows it. The page does not link to a payment page with another
 * amount than is due: the cashier closes that page, and a button opens a new one.
 */
function stateOfOpen(checkout: Checkout, reason: string, file: PaymentFile): AttemptState | undefined {
  const { status } = file.order
  if (reason === 'PaymentPending') return status?.pending === undefined ? 'looking' : undefined
  const { returned } = checkout.spec
  if (!returned && !isDue(checkout, file)) return undefined
  if (reason === 'Declined') return 'declined'
  if (!returned) return 'open'
  return isTrouble(reason) ? 'lookingDelayed' : 'looking'
}

function isDue({ spec }: Checkout, { due, currency }: PaymentFile): boolean {
  if (due === undefined || spec.currency !== currency) return false
  return amountInMinorUnits(spec.amount, currency) === amountInMinorUnits(due, currency)
}

/** Whether the cashier retries a checkout with this reason. */
function isTrouble(reason: string): boolean {
  return ['GatewayUnreachable', 'GatewayBusy', 'KeysRefused', 'NotConfigured'].includes(reason)
}

const failures: Readonly<Record<string, AttemptState>> = {
  Declined: 'declined',
  NotStarted: 'timedOut',
  AmountChanged: 'amountChanged',
  GatewayRefused: 'unavailable',
  KeysRefused: 'unavailable',
  NotConfigured: 'unavailable',
}

/** An order shows a payment within seconds. An older attempt does not count, because its payment may have been refunded. */
const countedWithinMs = 3_600_000

function isUncounted({ spec, metadata }: Checkout, { order: { status }, now }: PaymentFile): boolean {
  const paid = amountInMinorUnits(status?.paid ?? '0', spec.currency) ?? 0n
  const amount = amountInMinorUnits(spec.amount, spec.currency) ?? 0n
  return paid < amount && now - milliseconds(metadata.creationTimestamp) < countedWithinMs
}
