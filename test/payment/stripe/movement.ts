import t from 'tap'
import { Refusal } from '../../../hooks/payment/refusal.ts'
import { readStripeMovement } from '../../../hooks/payment/stripe/movement.ts'
import { refund, session } from '../../fixtures/payment/stripe.ts'

const occurredAt = '2027-01-05T18:00:00Z'

t.test('a fact has its amount, its time and its transaction', async t => {
  t.strictSame(
    readStripeMovement(
      { object: session, occurredAt },
      { state: 'Completed', key: 'pi_1', field: 'amount_total', parentTransactionId: undefined },
    ),
    { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR', occurredAt },
  )
  t.strictSame(
    readStripeMovement(
      { object: refund, occurredAt: undefined },
      { state: 'Refunded', key: 're_1', field: 'amount', parentTransactionId: 'pi_1' },
    ),
    {
      provider: 'STRIPE',
      transactionId: 're_1',
      state: 'Refunded',
      gross: '-29.90',
      currency: 'EUR',
      parentTransactionId: 'pi_1',
    },
  )
})

t.test('an amount in the currency of the buyer counts in ours', async t => {
  const conversion = { amount_total: 2990, source_currency: 'eur', fx_rate: '1.1' }
  const shown = { ...session, amount_total: 3289, currency: 'usd', currency_conversion: conversion }
  t.match(
    readStripeMovement({ object: shown, occurredAt }, { state: 'Completed', key: 'pi_1', field: 'amount_total' }),
    { gross: '29.90', currency: 'EUR' },
  )
})

t.test('a fact without an id that can be stored is refused', async t => {
  const must =
    'Cannot read the id of the payment, refund or dispute: it must be 1 to 255 printable ASCII characters without spaces'
  for (const key of [undefined, '', 'pi 1', 'x'.repeat(256)]) {
    t.throws(
      () => readStripeMovement({ object: session, occurredAt }, { state: 'Completed', key, field: 'amount_total' }),
      new Refusal('malformed', must),
    )
  }
})
