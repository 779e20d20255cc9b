import type { CheckoutProvider } from '../../schema/money/checkout.ts'

/** A way to pay. `refusal` is the reason why the gateway does not take the amount; absent if it does. */
export interface PayMethod {
  provider: CheckoutProvider
  refusal?: { reason: 'currency' | 'decimals' | 'minimum' | 'maximum'; limit?: string }
}

/**
 * The states of an attempt to pay, as its buyer sees them:
 * - opening: the payment page is being opened
 * - delayed: like opening, but the gateway does not answer
 * - open: the buyer can pay at `url`
 * - looking: the buyer came back or the money arrived, and the order does not show it yet
 * - lookingDelayed: like looking, but the gateway does not answer
 * - declined, timedOut, amountChanged, unavailable: nothing was charged, for this reason
 */
export type AttemptState =
  | 'opening'
  | 'delayed'
  | 'open'
  | 'looking'
  | 'lookingDelayed'
  | 'declined'
  | 'timedOut'
  | 'amountChanged'
  | 'unavailable'

/** The attempt to pay that matters now. `url` is the payment page, as long as the buyer can pay there. */
export interface AttemptView {
  provider: CheckoutProvider
  state: AttemptState
  url?: string
}

/** The ways to pay an order in the shop. */
export interface PaymentView {
  methods: PayMethod[]
  attempt?: AttemptView
}

/** Whether money may be moving, so that the page must not ask the buyer to pay again. */
export function isLookedAt(payment: PaymentView | undefined): boolean {
  const { state } = payment?.attempt ?? {}
  return state === 'looking' || state === 'lookingDelayed'
}
