import type { PaymentSpec } from '../schema/payment.ts'

/** The gateways whose API this folder calls. */
export type Provider = 'STRIPE' | 'PAYPAL'

/**
 * A movement of money, in the form in which the webhooks of the gateway report it. So the same movement has one Payment,
 * whether the API or a webhook reported it first.
 */
export type PaymentFact = Omit<PaymentSpec, 'orderRef' | 'receivedAt'>

/** The order that is paid for. */
export interface PaidOrder {
  namespace: string
  name: string
}

/** One attempt to pay an order. A retry must be equal to the first request; gateways refuse a changed one. */
export interface PaymentRequest {
  /** The idempotency key: the uid of the Checkout, or the one that it had before a restore. */
  key: string
  order: PaidOrder
  /** The line that the buyer reads, at most 127 characters of it. It says what is bought, and how much of it. */
  title: string
  /** The total as a decimal such as 29.90, above 0. */
  amount: string
  /** ISO 4217, such as EUR. */
  currency: string
  /** When the attempt began, ms since 1970: the creation of the Checkout, and so the same in every repetition. */
  createdAt: number
  /** When the gateway should stop taking money, ms since 1970: the nearest time within the limits of the gateway. */
  until: number
  /** The absolute address to which the gateway sends the buyer who paid: the page of the order. */
  returnUrl: string
  /** The absolute address to which the gateway sends the buyer who gave up. */
  cancelUrl: string
  /** Whether the gateway may offer methods whose money arrives days later (the plan has pendingHours). */
  canPayLater: boolean
  /** The language of the gateway's pages; without one, the gateway chooses. */
  language?: 'en' | 'de' | 'it'
}

/**
 * The states of an attempt:
 * - open: the buyer can pay at `url`
 * - approved: the buyer agreed, and no money moves until capture() (PayPal only)
 * - pending: the money is announced, and arrives in days or never
 * - paid: the money moved
 * - expired: the attempt ended without money, and can move none
 * - declined: the gateway rejected the money. With a `url` the buyer can choose another method there; without one the
 *   attempt is over
 */
export type AttemptState = 'open' | 'approved' | 'pending' | 'paid' | 'expired' | 'declined'

/** The report of the gateway on one attempt. */
export interface Attempt {
  /** The gateway's own id: of the Checkout Session (Stripe) or of the order (PayPal). */
  id: string
  state: AttemptState
  /** The page on which the buyer pays; only of an open or a declined attempt. */
  url?: string
  /** The money that moved, was announced or was rejected; each as webhooks report it. */
  facts: PaymentFact[]
  /** When an open attempt ends, ms since 1970; undefined if the gateway does not say. */
  until?: number
}

/** Money that goes back to the buyer. A retry must be equal to the first request. */
export interface RefundRequest {
  /** The idempotency key: the name of the Refund. */
  key: string
  order: PaidOrder
  /** The transaction of the Payment that goes back, which must be Completed. */
  transactionId: string
  /** As a decimal such as 29.90, above 0. */
  amount: string
  currency: string
}

/** The report of the gateway on one refund. */
export interface RefundAnswer {
  /** The gateway's own id of the refund. */
  id: string
  /** A refund that succeeded can still fail later, when the buyer's bank sends the money back (Stripe). */
  state: 'pending' | 'succeeded' | 'failed'
  /** The movement to record: Refunded if it succeeded, RefundFailed if it failed. A canceled one at Stripe has none. */
  fact?: PaymentFact
  /** The reason of a failure, in words of the gateway. */
  message?: string
}

/**
 * The account of one conference at one gateway. Each call rejects with a GatewayError and with nothing else. No call
 * waits for another attempt, and every call may be retried: the key makes sure that nothing is created twice.
 */
export interface GatewayClient {
  readonly provider: Provider
  /**
   * How long the gateway remembers a key, in ms, less a margin. After that time call find() or findRefund() first: the
   * gateway would treat a retry as a new request.
   */
  readonly keepsKeysMs: number
  /** Creates the attempt, or returns the one that this key created before. */
  open(request: PaymentRequest, signal: AbortSignal): Promise<Attempt>
  read(id: string, signal: AbortSignal): Promise<Attempt>
  /**
   * The attempt that the key created, looked for among those that were created from `since` (ms since 1970) on; undefined
   * if none exists. PayPal has no such list and is never asked: an order whose id nobody knows charges nothing.
   */
  find(key: string, since: number, signal: AbortSignal): Promise<Attempt | undefined>
  /**
   * Takes the money of an approved attempt once (PayPal); the key must be that of the attempt. Stripe takes the money
   * itself, so this only reads there. The result of an attempt that is not approved is its present state. After a decline
   * PayPal may still show the order as approved, so call this again only when the buyer came back.
   */
  capture(id: string, key: string, signal: AbortSignal): Promise<Attempt>
  /**
   * Ends an open attempt, so that it takes no money (Stripe). The result is the state after that: the buyer may have paid
   * first. PayPal takes no money without capture(), so this only reads there.
   */
  expire(id: string, signal: AbortSignal): Promise<Attempt>
  /** Sends money back, once for each key. */
  refund(request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer>
  readRefund(id: string, request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer>
  /** The refund that the key of the request created; undefined if none exists. */
  findRefund(request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer | undefined>
}
