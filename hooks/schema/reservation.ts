import Type, { type Static } from 'typebox'
import { ageColumn, type Kind } from './crd/kind.ts'
import { currency } from './crd/money.ts'
import { couponName, orderName, planName, poolName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { fieldOptions, oneOf, text, time, wholeNumber } from './crd/structural.ts'

export const ReservationSpec = Type.Object(
  {
    orderRef: orderName({ description: 'The name of the order.' }),
    orderUid: text(64, {
      description: 'The uid of that order. The reservation does not count for another order of the same name.',
    }),
    orderGeneration: Type.Optional(
      wholeNumber(0, Number.MAX_SAFE_INTEGER, {
        description:
          'The generation of the order that the decision is about. The box office ignores an older view of the order.',
      }),
    ),
    planRef: Type.Optional(
      planName({ description: 'The name of the plan of that order. Until 0.2.0 it was not stored.' }),
    ),
    decision: oneOf(
      {
        Held: 'Tickets are held for the order, until heldUntil where that is set.',
        Sold: 'Tickets are sold to the order.',
        Waitlisted: 'The order waits for seats.',
        Refused: 'The order gets nothing. The refusal is final once reconsiderUntil has passed.',
        Released: 'The order gave its tickets back, or its hold lapsed.',
      },
      { description: 'The decision of the box office.' },
    ),
    reason: Type.Optional(
      text(64, { description: 'The reason, in one CamelCase word. docs/reasons.md explains each.' }),
    ),
    message: Type.Optional(text(1024, { description: 'The reason, in a sentence for people.' })),
    quantity: wholeNumber(0, 100, {
      description: 'The number of tickets that the decision is about.',
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency in which the tickets are sold.' }),
    couponRef: Type.Optional(couponName({ description: 'The coupon that was redeemed.' })),
    poolRef: Type.Optional(
      poolName({ description: 'The name of the SeatPool that the seats are of. Absent: they are seats of the plan.' }),
    ),
    seats: Type.Optional(
      Type.Array(wholeNumber(1, 999_999, { description: 'The number of a seat.' }), {
        description:
          'The numbers of the seats, ascending. Absent where the plan has neither capacity nor pool; never empty.',
        minItems: 1,
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
      }),
    ),
    heldUntil: Type.Optional(
      time({
        description:
          'The end of the hold if the order is not paid. A hold has an end if it has seats, or a coupon or price with a limit.',
      }),
    ),
    heldSince: Type.Optional(time({ description: 'The start of the hold.' })),
    pending: Type.Optional(
      Type.Boolean({
        description:
          'Whether the hold is kept for money that a gateway has announced. false: it was kept until the announcement failed, and is not kept again. Absent: it was never kept for announced money.',
      }),
    ),
    waitingSince: Type.Optional(
      time({
        description:
          'The time at which the order began to wait, if it was placed earlier: it asked for more seats, or was priced again. This time decides its place on the waitlist. Absent: the time at which it was placed decides.',
      }),
    ),
    reconsiderUntil: Type.Optional(
      time({
        description:
          'The time until which the box office decides again on a refused order if its plan or coupon changes. After that the refusal is final.',
      }),
    ),
  },
  fieldOptions({ description: 'The decision of the box office on one order. Only the box office writes it.' }),
)
export type ReservationSpec = Static<typeof ReservationSpec>

export const Reservation = storedObjectWithoutStatus('Reservation', ReservationSpec)
export type Reservation = Static<typeof Reservation>

export const reservationKind: Kind = {
  kind: 'Reservation',
  plural: 'reservations',
  shortName: 'rsv',
  scope: 'Namespaced',
  description:
    'The decision of the box office on one order. It has the name of the order. People can read it; only the box office writes it.',
  spec: ReservationSpec,
  isSpecWhole: true,
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'decision', type: 'string', jsonPath: '.spec.decision' },
    { name: 'quantity', type: 'integer', jsonPath: '.spec.quantity' },
    { name: 'currency', type: 'string', jsonPath: '.spec.currency' },
    { name: 'held until', type: 'string', jsonPath: '.spec.heldUntil' },
    { name: 'reason', type: 'string', jsonPath: '.spec.reason', priority: 1 },
    ageColumn,
  ],
}
