import type { PaymentSpec } from '../../schema/payment.ts'
import { type Json, objectOf } from '../body/json-object.ts'
import { Refusal } from '../refusal.ts'
import { stripeAmount } from './amount.ts'
import type { StripeEvent } from './event.ts'
import type { StripeFact } from './fact.ts'

/**
 * The movement of money that a fact reports, with its amount and time: all of a Payment but its order and its arrival.
 * Throws a Refusal that names the field that cannot be read.
 */
export function readStripeMovement(
  { object, occurredAt }: Pick<StripeEvent, 'object' | 'occurredAt'>,
  fact: StripeFact,
): Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  const { state, field, parentTransactionId } = fact
  const isReturned = state === 'Refunded' || state === 'Reversed'
  return {
    provider: 'STRIPE',
    transactionId: keyOf(fact),
    state,
    ...stripeAmount(sellerAmount(object, field), { field, isReturned }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...(parentTransactionId !== undefined && { parentTransactionId }),
  }
}

/**
 * The amount in the seller's currency. With Adaptive Pricing the object shows the buyer's currency, and has ours in
 * currency_conversion (Stripe, Checkout Session: currency_conversion).
 */
function sellerAmount(object: Json, field: StripeFact['field']): { amount: unknown; currency: unknown } {
  const conversion = field === 'amount_total' ? objectOf(object['currency_conversion']) : undefined
  if (conversion !== undefined) return { amount: conversion['amount_total'], currency: conversion['source_currency'] }
  return { amount: object[field], currency: object['currency'] }
}

function keyOf({ key }: StripeFact): string {
  if (key !== undefined && /^[!-~]{1,255}$/.test(key)) return key
  throw new Refusal(
    'malformed',
    'Cannot read the id of the payment, refund or dispute: it must be 1 to 255 printable ASCII characters without spaces',
  )
}
