import type { StoredAnswer } from './server/stored-answers.ts'

/** A payment of a session. A delayed one is processing until somebody settles it. */
export interface StripePayment {
  intent: string
  charge: string
  state: 'processing' | 'succeeded' | 'failed'
  /** When the buyer paid, and when the money arrived or failed; ms since 1970. */
  at: number
  settledAt?: number
}

export interface StripeSession {
  id: string
  /** ms since 1970. */
  created: number
  expiresAt: number
  live: boolean
  /** In the smallest unit of Stripe. */
  amount: number
  /** In lower case. */
  currency: string
  title: string
  reference?: string
  metadata: Record<string, string>
  intentMetadata: Record<string, string>
  successUrl: string
  cancelUrl: string
  locale?: string
  /** The offered methods; without a list those that the account switched on, delayed ones among them. */
  methods?: string[]
  isExpired: boolean
  payment?: StripePayment
  /** How often the buyer's card was declined. */
  declines: number
}

export interface StripeRefund {
  id: string
  created: number
  session: string
  amount: number
  metadata: Record<string, string>
  status: 'pending' | 'succeeded' | 'failed'
}

export interface PaypalCapture {
  id: string
  at: number
  updatedAt: number
  status: 'COMPLETED' | 'PENDING' | 'DECLINED'
}

export interface PaypalOrder {
  id: string
  created: number
  /** The amount as it was given. */
  value: string
  currency: string
  title?: string
  custom?: string
  invoice?: string
  returnUrl: string
  cancelUrl: string
  canPayLater: boolean
  isApproved: boolean
  /** The fate of the money at the capture, as the buyer chose on the page. */
  funding: 'good' | 'declined' | 'delayed'
  capture?: PaypalCapture
}

export interface PaypalRefund {
  id: string
  created: number
  order: string
  value: string
  invoice?: string
  status: 'PENDING' | 'COMPLETED' | 'FAILED'
}

/** Everything that a played gateway remembers, as plain values, so that a file can hold it. */
export interface Books {
  sessions: Record<string, StripeSession>
  stripeRefunds: Record<string, StripeRefund>
  orders: Record<string, PaypalOrder>
  paypalRefunds: Record<string, PaypalRefund>
  stripeKeys: Record<string, StoredAnswer>
  paypalKeys: Record<string, StoredAnswer>
}

export function emptyBooks(): Books {
  return { sessions: {}, stripeRefunds: {}, orders: {}, paypalRefunds: {}, stripeKeys: {}, paypalKeys: {} }
}
