import { stripeAmount } from '../../hooks/payment/stripe/amount.ts'
import { amountInMinorUnits, decimal } from '../../hooks/rules/money.ts'
import type { Books, StripeSession } from '../../local/gateway/books.ts'
import type { PlayedRequest } from '../../local/gateway/server/exchange.ts'

/** Something that a cashier caused at a gateway. `key` is the idempotency key; the amount is in minor units. */
export interface Movement {
  kind: 'session' | 'order' | 'capture' | 'refund'
  id: string
  key: string
  amount: string
  currency: string
}

/** The newest of the movements that a request could cause; undefined for one that causes none. */
export function newestMovement(books: Books, { method, path }: PlayedRequest): Movement | undefined {
  if (method !== 'POST') return undefined
  if (path === '/v1/checkout/sessions') return sessionMovement(Object.values(books.sessions).at(-1))
  if (path === '/v2/checkout/orders') return orderMovement(books, Object.keys(books.orders).at(-1), 'order')
  const captured = /^\/v2\/checkout\/orders\/(.+)\/capture$/.exec(path)?.[1]
  if (captured !== undefined) return orderMovement(books, captured, 'capture')
  return refundMovements(books).findLast(({ provider }) => (provider === 'STRIPE') === path.startsWith('/v1/'))
}

function sessionMovement(session: StripeSession | undefined): Movement | undefined {
  if (session === undefined) return undefined
  return { kind: 'session', id: session.id, key: session.metadata['checkout'] ?? '', ...moneyOf(session) }
}

function orderMovement(books: Books, id: string | undefined, kind: 'order' | 'capture'): Movement | undefined {
  const order = books.orders[id ?? '']
  if (order === undefined || (kind === 'capture' && order.capture === undefined)) return undefined
  const { value, currency, invoice = '' } = order
  return { kind, id: order.capture?.id ?? order.id, key: invoice, amount: decimalOf(value, currency), currency }
}

/** Every opened session and every capture, with its time in milliseconds since 1970. */
export function datedMovements(books: Books): (Movement & { at: number })[] {
  const sessions = Object.values(books.sessions).flatMap(session => {
    const movement = sessionMovement(session)
    return movement === undefined ? [] : [{ ...movement, at: session.created }]
  })
  const captures = Object.values(books.orders).flatMap(({ id, capture }) => {
    const movement = orderMovement(books, id, 'capture')
    return movement === undefined || capture === undefined ? [] : [{ ...movement, at: capture.at }]
  })
  return [...sessions, ...captures]
}

/** A refund at a gateway. */
export interface RefundMovement extends Movement {
  provider: 'STRIPE' | 'PAYPAL'
  /** The id of the payment that goes back. */
  transactionId: string
  status: 'pending' | 'succeeded' | 'failed'
}

/** All refunds at both gateways, the oldest of each gateway first. */
export function refundMovements({ stripeRefunds, sessions, paypalRefunds, orders }: Books): RefundMovement[] {
  const kind = 'refund'
  const ofStripe = Object.values(stripeRefunds).map(({ id, session, amount, metadata, status }): RefundMovement => {
    const paid = sessions[session] as StripeSession
    const key = metadata['refund'] ?? ''
    const transactionId = paid.payment?.intent ?? ''
    return { kind, provider: 'STRIPE', id, key, transactionId, status, ...moneyOf({ ...paid, amount }) }
  })
  const states = { PENDING: 'pending', COMPLETED: 'succeeded', FAILED: 'failed' } as const
  const ofPaypal = Object.values(paypalRefunds).map(({ id, order, value, invoice, status }): RefundMovement => {
    const currency = orders[order]?.currency ?? ''
    const amount = decimalOf(value, currency)
    const transactionId = orders[order]?.capture?.id ?? ''
    return { kind, provider: 'PAYPAL', id, key: invoice ?? '', transactionId, status: states[status], amount, currency }
  })
  return [...ofStripe, ...ofPaypal]
}

/** Money that left a buyer. */
export interface Charge {
  provider: 'STRIPE' | 'PAYPAL'
  transactionId: string
  /** The uid of its checkout. */
  key: string
  amount: string
  currency: string
}

/** All money that left buyers, at both gateways. Announced money has not left them yet. */
export function chargesOf({ sessions, orders }: Books): Charge[] {
  const ofStripe = Object.values(sessions).flatMap((session): Charge[] => {
    const { payment, metadata } = session
    if (payment?.state !== 'succeeded') return []
    const key = metadata['checkout'] ?? ''
    return [{ provider: 'STRIPE', transactionId: payment.intent, key, ...moneyOf(session) }]
  })
  const ofPaypal = Object.values(orders).flatMap(({ capture, invoice = '', value, currency }): Charge[] => {
    if (capture?.status !== 'COMPLETED') return []
    const amount = decimalOf(value, currency)
    return [{ provider: 'PAYPAL', transactionId: capture.id, key: invoice, amount, currency }]
  })
  return [...ofStripe, ...ofPaypal]
}

function moneyOf({ amount, currency }: Pick<StripeSession, 'amount' | 'currency'>) {
  const { gross, currency: code } = stripeAmount({ amount, currency }, { field: 'amount', isReturned: false })
  return { amount: gross, currency: code }
}

function decimalOf(value: string, currency: string): string {
  return decimal(amountInMinorUnits(value, currency) ?? 0n, currency)
}
