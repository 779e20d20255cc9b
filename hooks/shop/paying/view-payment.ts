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

/** Money that may be moving comes first, then the newest attempt. Without anything due, only such money matters. */
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
  // The cashier is not told of a second return, so after a decline a new attempt is quicker.
  const isUsable = url !== undefined && file.isPaymentPage(url) && !(returned && state === 'declined')
  return { provider, state, ...(isUsable && { url }) }
}

/** Undefined for an attempt of which the buyer learns from the standing of the order. */
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
 * An announced payment is part of the standing once the order shows it. The page does not lead to a payment of another amount
 * than is due: the cashier closes that one, and a button opens the right one.
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

/** Reasons of the cashier for which it asks the gateway again. */
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

/** The order shows a payment within seconds. A refund later takes it away, so an old attempt does not count. */
const countedWithinMs = 3_600_000

function isUncounted({ spec, metadata }: Checkout, { order: { status }, now }: PaymentFile): boolean {
  const paid = amountInMinorUnits(status?.paid ?? '0', spec.currency) ?? 0n
  const amount = amountInMinorUnits(spec.amount, spec.currency) ?? 0n
  return paid < amount && now - milliseconds(metadata.creationTimestamp) < countedWithinMs
}
