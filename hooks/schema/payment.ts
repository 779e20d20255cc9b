import Type, { type Static } from 'typebox'
import type { Kind } from './crd/kind.ts'
import { amount, currency } from './crd/money.ts'
import { orderName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { fieldOptions, oneOf, text, time } from './crd/structural.ts'
import { decimalsRule } from './money/decimals.ts'

const stateMeanings = {
  Completed: 'The payment was made. It counts as paid.',
  Pending: 'The payment is announced. It buys nothing yet.',
  Refunded: 'Money was sent back. It counts against what was paid.',
  Reversed: 'The buyer disputes a payment. The order keeps its tickets.',
  ReversalCanceled: 'A dispute ended in the favour of the seller.',
  Denied: 'An announced payment failed.',
  RefundFailed: 'A refund did not reach the buyer. The Refunded payment of the same transaction no longer counts.',
} as const
export type PaymentState = keyof typeof stateMeanings
export const paymentStates = Object.keys(stateMeanings) as PaymentState[]

export const PaymentSpec = Type.Object(
  {
    orderRef: orderName({ description: 'The name of the order that was paid for.' }),
    provider: text(16, {
      description: 'The gateway in capitals, such as PAYPAL, STRIPE, or MANUAL for what people record.',
      pattern: '^[A-Z][A-Z0-9]*$',
    }),
    transactionId: text(255, {
      description:
        "The gateway's own id of the transaction. Provider, transaction and state together name the Payment, so it is recorded once.",
    }),
    state: oneOf(stateMeanings, { description: 'The state of the payment, as the gateway reports it.' }),
    gross: amount({
      description: 'The amount as a decimal such as 29.90, in the unit of currency; negative when money went back.',
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency of gross and fee.' }),
    receivedAt: time({
      description:
        'The time at which the payment became known, by the clock of the program or person that recorded it.',
    }),
    occurredAt: Type.Optional(
      time({
        description:
          'The time of the transaction, by the clock of the gateway. A payment from more than 5 minutes before its order was placed buys nothing.',
      }),
    ),
    parentTransactionId: Type.Optional(
      text(255, { description: 'For a refund or a dispute: the transaction that it reverses.' }),
    ),
    fee: Type.Optional(
      amount({ description: 'The fee that the gateway keeps of the amount, in the currency of the amount.' }),
    ),
  },
  fieldOptions({
    description:
      'One fact about money that a gateway reported, or that a person recorded (MANUAL). It is written once and never changes.',
    rules: [
      { rule: 'self == oldSelf', message: 'spec must not change: a payment is a fact' },
      {
        rule: "self.state in ['Refunded', 'Reversed'] ? self.gross.startsWith('-') : !self.gross.startsWith('-')",
        message: 'gross must be negative when money goes back (Refunded, Reversed), and only then',
      },
      decimalsRule('gross'),
    ],
  }),
)
export type PaymentSpec = Static<typeof PaymentSpec>

export const Payment = storedObjectWithoutStatus('Payment', PaymentSpec)
export type Payment = Static<typeof Payment>

export const paymentKind: Kind = {
  kind: 'Payment',
  plural: 'payments',
  shortName: 'pay',
  scope: 'Namespaced',
  description: 'One fact about the money of one order, as a gateway reported it or a person recorded it.',
  spec: PaymentSpec,
  isSpecWhole: true,
  selectable: ['.spec.orderRef', '.spec.provider'],
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'state', type: 'string', jsonPath: '.spec.state' },
    { name: 'gross', type: 'string', jsonPath: '.spec.gross' },
    { name: 'currency', type: 'string', jsonPath: '.spec.currency' },
    { name: 'provider', type: 'string', jsonPath: '.spec.provider' },
    { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
}
