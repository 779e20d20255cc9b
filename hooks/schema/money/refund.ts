import Type, { type Static } from 'typebox'
import type { Kind } from '../crd/kind.ts'
import { currency } from '../crd/money.ts'
import { orderName, paymentName } from '../crd/names.ts'
import { storedObject } from '../crd/object.ts'
import { fieldOptions, oneOf, text, time } from '../crd/structural.ts'
import { decimalsRule, positiveAmount } from './decimals.ts'
import { numberedName } from './numbered-name.ts'

const stateMeanings = {
  Requested: 'The cashier has not sent it to the gateway yet.',
  Sent: 'The cashier sent it to the gateway. The money has not reached the buyer yet.',
  Succeeded: 'The gateway sent the money back. A Payment with the state Refunded records it.',
  Failed:
    'No money went back; reason and message say why. To try again, create a Refund with the next number. A refund can fail weeks after it succeeded.',
} as const
export type RefundState = keyof typeof stateMeanings
export const refundStates = Object.keys(stateMeanings) as RefundState[]

export const RefundSpec = Type.Object(
  {
    orderRef: orderName({ description: 'The name of the order whose money goes back.' }),
    paymentRef: paymentName({
      description:
        'The name of the Payment to refund: one with the state Completed. The name of the refund is paymentRef, a hyphen and a number.',
    }),
    amount: positiveAmount({
      description:
        'The amount to send back as a decimal such as 29.90, in currency: above 0, and at most the amount of the payment.',
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency of amount: that of the payment.' }),
    reason: text(500, { description: 'The cause of the refund, in words for people who read the order.' }),
    onlyIfDue: Type.Optional(
      Type.Boolean(
        fieldOptions({
          description:
            'Whether the cashier sends it only while the order owes the buyer this amount. Absent: false, and the money goes back in any case.',
        }),
      ),
    ),
  },
  fieldOptions({
    description: 'The money to send back. It never changes.',
    rules: [
      { rule: 'self == oldSelf', message: 'spec must not change: create another refund' },
      decimalsRule('amount'),
    ],
  }),
)
export type RefundSpec = Static<typeof RefundSpec>

export const RefundStatus = Type.Object(
  {
    state: oneOf(stateMeanings, { description: 'The state of the refund; reason and message explain it.' }),
    reason: Type.Optional(
      text(64, { description: 'The reason of the state, in one CamelCase word. docs/reasons.md explains each.' }),
    ),
    message: Type.Optional(
      text(1024, { description: 'The reason of the state, in a sentence for people.', minLength: 0 }),
    ),
    providerId: Type.Optional(text(255, { description: "The gateway's id of the refund." })),
    sentAt: Type.Optional(
      time({ description: 'The time at which the cashier began to send it. Since then the money may be on its way.' }),
    ),
  },
  fieldOptions({ description: 'The state of the refund. Only the cashier writes it.' }),
)
export type RefundStatus = Static<typeof RefundStatus>

/** The status of a refund before the first visit of the cashier. */
export const newRefund: RefundStatus = {
  state: 'Requested',
  reason: 'WaitingForCashier',
  message: 'Waiting for the cashier to send the money (is the cashier running?)',
}

export const Refund = storedObject('Refund', RefundSpec, RefundStatus)
export type Refund = Static<typeof Refund>

export const refundKind: Kind = {
  kind: 'Refund',
  plural: 'refunds',
  shortName: 'rfd',
  scope: 'Namespaced',
  description:
    'Money that goes back to the buyer of one order, from one payment. The cashier sends it once. The money counts as refunded when a Payment of the state Refunded records it.',
  spec: RefundSpec,
  isSpecWhole: true,
  status: Object.assign({}, RefundStatus, { default: newRefund }),
  rules: [numberedName('paymentRef')],
  selectable: ['.spec.orderRef'],
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'state', type: 'string', jsonPath: '.status.state' },
    { name: 'amount', type: 'string', jsonPath: '.spec.amount' },
    { name: 'currency', type: 'string', jsonPath: '.spec.currency' },
    { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    { name: 'payment', type: 'string', jsonPath: '.spec.paymentRef', priority: 1 },
    { name: 'reason', type: 'string', jsonPath: '.status.reason', priority: 1 },
    { name: 'provider id', type: 'string', jsonPath: '.status.providerId', priority: 1 },
  ],
}
