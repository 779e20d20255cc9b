import { cashierReasons } from './cashier-reasons.ts'
import { orderConditions } from './order-conditions.ts'
import { orderReasons } from './order-reasons.ts'

/** A reason in a status, a reservation or an Event: the word, its meaning, and the next step. */
export interface Reason {
  reason: string
  means: string
  /** The next step for a person; absent if there is none. */
  todo?: string
}

/** The place of the reasons: the kind, and its field or condition. */
export interface ReasonTable {
  where: string
  reasons: readonly Reason[]
}

/** All reasons. docs/reasons.md is printed from it. */
export const reasonTables: readonly ReasonTable[] = [
  orderReasons,
  ...orderConditions,
  {
    where: 'Plan: condition Ready',
    reasons: [
      { reason: 'BoxOfficeDecides', means: 'True: the box office decides on the orders of this plan.' },
      {
        reason: 'ReservationsNotWritten',
        means: 'False: the API server refuses reservations of this plan.',
        todo: 'See the runbook KconferenceReservationsNotWritten.',
      },
    ],
  },
  {
    where: 'Plan: condition OnSale',
    reasons: [
      { reason: 'OnSale', means: 'True: orders are accepted.' },
      { reason: 'Inactive', means: 'False: `spec.active` is false.', todo: 'Set `active: true` to open the sale.' },
      { reason: 'NotYet', means: 'False: the sale begins at `spec.salesStart`.' },
      { reason: 'Over', means: 'False: the sale ended at `spec.salesEnd`.' },
      {
        reason: 'PoolNotFound',
        means: 'False: the SeatPool of the plan does not exist. New orders are waitlisted.',
        todo: 'Create the SeatPool that `spec.poolRef` names.',
      },
      { reason: 'SoldOut', means: 'False: every seat is sold or held. New orders are waitlisted.' },
    ],
  },
  {
    where: 'SeatPool: condition Ready',
    reasons: [
      { reason: 'BoxOfficeDecides', means: 'True: the box office decides on the orders of the plans of this pool.' },
    ],
  },
  {
    where: 'Conference: condition Ready',
    reasons: [
      {
        reason: 'NamespaceActive',
        means: 'True: the namespace of the conference exists.',
        todo: 'If the message keeps listing unapplied labels, find the policy of the cluster that refuses them.',
      },
      { reason: 'NamespacePending', means: 'False: the namespace is being created.' },
      {
        reason: 'NamespaceTerminating',
        means: 'False: a namespace of that name is being deleted.',
        todo: 'Wait: the conference gets a new namespace after the deletion.',
      },
      {
        reason: 'NamespaceTaken',
        means: 'False: a namespace of that name belongs to another owner.',
        todo: 'Create the conference under another name, or hand the namespace over as the message says.',
      },
      {
        reason: 'NamespaceRecreated',
        means:
          'True: the namespace exists. It is new and empty: somebody deleted the previous one with everything in it.',
        todo: 'Restore a backup, or remove the annotation app.corley.it/recreated-at from the namespace.',
      },
    ],
  },
  {
    where: 'Conference: condition DeletionProtected',
    reasons: [
      { reason: 'Protected', means: 'True: nobody can delete the conference or its namespace.' },
      {
        reason: 'NamespaceUnmarked',
        means: 'False: the conference cannot be deleted, but its namespace still can.',
        todo: 'Wait a moment: the namespace gets its mark.',
      },
      {
        reason: 'NamespaceMarked',
        means: 'False: the conference can be deleted, but its namespace alone cannot yet.',
        todo: 'Wait a moment: the namespace loses its mark.',
      },
      { reason: 'Unprotected', means: 'False: the conference and its namespace can be deleted.' },
    ],
  },
  ...cashierReasons,
  {
    where: 'Order: Events of the box office',
    reasons: [
      { reason: 'Reserved', means: 'Tickets are held for the order.', todo: 'Pay by the time in the note.' },
      { reason: 'Waitlisted', means: 'Too few seats are free: the order joins the waitlist.' },
      { reason: 'Confirmed', means: 'The tickets are sold.' },
      { reason: 'Refused', means: 'The box office refuses the order; the note says why.' },
      { reason: 'Expired', means: 'The order was not paid in time, and lost its tickets.' },
      { reason: 'Cancelled', means: 'Somebody cancelled the order.' },
      { reason: 'Refunded', means: 'All of the price was refunded: the sale is over.' },
      {
        reason: 'RefundDue',
        means: 'The order has money that buys no ticket.',
        todo: 'Refund the amount in the note.',
      },
    ],
  },
  {
    where: 'Order: Events of the payment endpoint',
    reasons: [
      {
        reason: 'PaymentConfirmed',
        means: 'The gateway reports a payment. It is no sale yet: the box office shows that by Confirmed.',
      },
      { reason: 'PaymentPending', means: 'The gateway announces a payment. It buys nothing yet.' },
      { reason: 'PaymentRefunded', means: 'The gateway reports a refund.' },
      { reason: 'PaymentReversed', means: 'The gateway reports that the buyer disputes a payment.' },
      { reason: 'PaymentReversalCanceled', means: 'The gateway reports that a dispute ended for the seller.' },
      { reason: 'PaymentRefundFailed', means: 'The gateway reports that a refund did not reach the buyer.' },
      { reason: 'PaymentDenied', means: 'The gateway reports that an announced payment failed.' },
      {
        reason: 'TransactionClaimed',
        means: 'In the namespace of the release: the conference that a transaction belongs to.',
      },
    ],
  },
]
