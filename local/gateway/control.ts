import type { Books } from './books.ts'
import type { PaypalPayments } from './paypal/payments.ts'
import type { PaypalTokens } from './paypal/token-route.ts'
import type { Outages } from './server/outages.ts'
import type { StripePayments } from './stripe/payments.ts'
import type { StripeRefunds } from './stripe/refunds.ts'
import type { Deliveries } from './webhooks/deliveries.ts'
import type { RefundFate, World } from './world.ts'

/** Lets tests read and change the state of a played gateway. */
export interface Control {
  readonly books: Books
  readonly outages: Outages
  readonly deliveries: Deliveries
  now(): number
  /** Moves the clock of the played gateway forward. */
  moveClock(milliseconds: number): void
  /** Sets the fate of the refunds that are created from now on. */
  setRefundFate(fate: RefundFate): void
  /**
   * Settles at once a delayed payment or a refund, which would take days. The id is that of a session, an order or a refund.
   * Returns false if nothing has the id.
   */
  settle(id: string, outcome: 'succeeded' | 'failed'): boolean
  /** Ends all access tokens of PayPal. */
  endTokens(): void
}

export interface ControlParts {
  stripe: StripePayments
  stripeRefunds: StripeRefunds
  paypal: PaypalPayments
  tokens: PaypalTokens
  outages: Outages
  deliveries: Deliveries
}

export function createControl(world: World, parts: ControlParts): Control {
  const { books } = world
  const { stripe, stripeRefunds, paypal, tokens, outages, deliveries } = parts
  return {
    books,
    outages,
    deliveries,
    now: world.now,
    moveClock: world.moveClock,
    setRefundFate(fate) {
      world.refundFate = fate
    },
    endTokens: tokens.endAll,
    settle(id, outcome) {
      const [session, order] = [books.sessions[id], books.orders[id]]
      const [stripeRefund, paypalRefund] = [books.stripeRefunds[id], books.paypalRefunds[id]]
      if (session !== undefined) stripe.settle(session, outcome)
      if (order !== undefined) paypal.settleCapture(order, outcome)
      if (stripeRefund !== undefined) stripeRefunds.settle(stripeRefund, outcome)
      if (paypalRefund !== undefined) paypal.settleRefund(paypalRefund, outcome)
      return [session, order, stripeRefund, paypalRefund].some(one => one !== undefined)
    },
  }
}
