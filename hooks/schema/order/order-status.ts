import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from '../crd/condition.ts'
import { currency, sum, sums } from '../crd/money.ts'
import { poolName } from '../crd/names.ts'
import { fieldOptions, oneOf, text, time, wholeNumber } from '../crd/structural.ts'

export const OrderStatus = Type.Object(
  {
    payment: oneOf(
      {
        PENDING: 'The order waits: for the box office, for a seat, or for its payment.',
        CONFIRMED: 'The order is sold. The condition Ticketed says whether its tickets exist.',
        REJECTED: 'The order was refused, cancelled or refunded, or its hold lapsed. It has no tickets.',
      },
      { description: 'The standing of the order; reason and message explain it.' },
    ),
    quantity: wholeNumber(0, 1_000_000, { description: 'The number of tickets that exist.' }),
    labelSelector: Type.Optional(
      text(128, {
        description: 'The label selector of the tickets of the order, as in kubectl get tickets --selector.',
      }),
    ),
    reason: Type.Optional(
      text(64, { description: 'The reason of the standing, in one CamelCase word. docs/reasons.md explains each.' }),
    ),
    message: Type.Optional(
      text(1024, {
        description: 'The reason of the standing, in a sentence for people: the amount, the time, and the next step.',
        minLength: 0,
      }),
    ),
    total: Type.Optional(
      sum({
        description:
          'The cost of the order, in currency: the price of a ticket times the tickets ordered, or times those reserved if these are fewer.',
      }),
    ),
    paid: Type.Optional(sum({ description: 'The amount paid for the order, minus refunds, in currency.' })),
    pending: Type.Optional(
      sum({
        description:
          'The amount that a gateway has announced and not received yet, such as a bank debit, in currency. Absent: none.',
      }),
    ),
    refundDue: Type.Optional(
      sums({
        description:
          'The amount that is due back to the buyer, in currency, such as 29.90. Money in other currencies has their codes, as in "29.90 EUR and 5.00 USD". Absent: nothing, or the box office has not decided yet what the money buys.',
      }),
    ),
    disputed: Type.Optional(
      sums({
        description:
          'The amount that the buyer disputes at the gateway, written like refundDue. Absent: no dispute is open.',
      }),
    ),
    currency: Type.Optional(
      currency({
        description: 'The ISO 4217 code of the currency of the amounts. Absent until the order is decided.',
      }),
    ),
    expiresAt: Type.Optional(
      time({
        description:
          'The end of the hold if the order is not paid. The hold lapses 30 seconds later. Absent: no hold, or a hold without an end.',
      }),
    ),
    seats: Type.Optional(
      Type.Array(wholeNumber(1, 999_999, { description: 'The number of a seat.' }), {
        description:
          'The numbers of the seats that the order keeps. Absent where the plan has neither capacity nor pool.',
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
      }),
    ),
    poolRef: Type.Optional(
      poolName({
        description: 'The name of the SeatPool that these seats are of. Absent: they are seats of the plan.',
      }),
    ),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'The state of the order. Only the order hook writes it.' }),
)
export type OrderStatus = Static<typeof OrderStatus>

/** The status of an order that no hook has answered yet. */
export const newOrder: OrderStatus = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'Reserving',
  message: 'Waiting for the box office to decide (does the plan exist?)',
}
