/** The reasons of each condition of orders. */
export const orderConditions = [
  {
    where: 'Order: condition Reserved',
    reasons: [
      { reason: 'Reserving', means: 'Unknown: the order has no reservation yet.' },
      { reason: 'Held', means: 'True: tickets are held for the order.' },
      { reason: 'Sold', means: 'True: tickets are sold to the order.' },
      { reason: 'Waitlisted', means: 'False: the order waits for seats.' },
      { reason: 'Refused', means: 'False: `status.reason` has the reason.' },
      { reason: 'Released', means: 'False: the order gave its tickets back, or lost them.' },
    ],
  },
  {
    where: 'Order: condition Paid',
    reasons: [
      { reason: 'FreeOrder', means: 'True: there is nothing to pay.' },
      { reason: 'PaymentReceived', means: 'True: the price is paid in full.' },
      { reason: 'NothingOrdered', means: 'False: the quantity is 0. Money that was paid is due back.' },
      { reason: 'Reserving', means: 'False: no tickets are held yet.' },
      {
        reason: 'AwaitingPayment',
        means: 'False: nothing is paid, or more was refunded than paid.',
        todo: 'Pay `status.total`, unless the message speaks of refunds: then check the payments.',
      },
      { reason: 'Underpaid', means: 'False: a part of the price is paid.', todo: 'Pay the rest.' },
      {
        reason: 'PartlyRefunded',
        means: 'False: a part was refunded. The order keeps all its tickets.',
        todo: 'If it should have fewer tickets, scale it down or cancel it.',
      },
    ],
  },
  {
    where: 'Order: condition Ticketed',
    reasons: [
      { reason: 'NotConfirmed', means: 'False: the order is not confirmed, so it has no tickets.' },
      { reason: 'TicketsMade', means: 'True: all tickets exist.' },
      {
        reason: 'TicketsMissing',
        means: 'False: the API server refused to create a ticket. The engine retries every 15 seconds.',
        todo: 'Look for a full ResourceQuota, or for a ticket that already has the name (runbook KconferenceTicketsMissing).',
      },
      {
        reason: 'TicketsNotReserved',
        means: 'False: the order asks for more tickets than were sold to it. The message has the reason.',
        todo: 'Place another order for the others, or scale the order down.',
      },
    ],
  },
  {
    where: 'Order: condition RefundDue',
    reasons: [
      { reason: 'NothingDue', means: 'False: there is nothing to refund.' },
      {
        reason: 'RefundDue',
        means: 'True: the order received money that buys nothing.',
        todo: "Create a Refund, or refund the amount in the gateway's console. With `refunds: Automatic` the cashier creates the Refund.",
      },
      {
        reason: 'Deciding',
        means: 'Unknown: the box office has not decided what the money buys.',
        todo: 'Refund nothing yet.',
      },
    ],
  },
  {
    where: 'Order: condition Disputed',
    reasons: [
      {
        reason: 'Reversed',
        means: 'True: the buyer disputes a payment. The order keeps its tickets.',
        todo: "Answer in the gateway's console. If the dispute is lost, set `spec.cancelled` to true.",
      },
      { reason: 'ReversalCanceled', means: 'False: the dispute is settled.' },
    ],
  },
]
