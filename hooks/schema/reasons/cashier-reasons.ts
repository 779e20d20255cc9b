const waiting = {
  reason: 'WaitingForCashier',
  means: 'Requested: the cashier has not acted on it yet.',
  todo: 'If this lasts, check that `cashier.enabled` is true and that the cashier runs.',
}

const ofGateways = [
  {
    reason: 'NotConfigured',
    means: 'The cashier has no API keys of that gateway for the conference. A new checkout or refund fails.',
    todo: 'Add the keys to the Secret of the conference, then try again.',
  },
  {
    reason: 'KeysRefused',
    means: 'The gateway refuses the API keys, or they are keys of another mode.',
    todo: 'Replace the keys in the Secret of the conference.',
  },
  {
    reason: 'GatewayRefused',
    means: 'The gateway refuses the call; the message has its words. A new checkout or refund fails.',
  },
  { reason: 'GatewayBusy', means: 'The gateway limits the rate of calls. The cashier retries later.' },
  {
    reason: 'GatewayUnreachable',
    means: 'The gateway gave no clear answer. The cashier retries the call.',
    todo: 'Check whether the gateway reports an outage.',
  },
]

const orderGone = { reason: 'OrderGone', means: 'Failed: the order was deleted.' }

/** The reasons in the statuses of checkouts and refunds. */
export const cashierReasons = [
  {
    where: 'Checkout: `status.reason`',
    reasons: [
      waiting,
      { reason: 'Undecided', means: 'Requested: the box office has not decided on the order yet.' },
      {
        reason: 'NotStarted',
        means: 'Failed: the payment could not be opened in time. Nothing was charged.',
        todo: 'The buyer can start another payment.',
      },
      {
        reason: 'ReturnToUnreadable',
        means: 'Failed: no browser can open the address in returnTo. Nothing was charged.',
        todo: 'Create another Checkout with the address of the page of the order.',
      },
      { reason: 'Declined', means: 'The gateway declined the payment. Another card or account may work.' },
      { reason: 'PaymentPending', means: 'A payment is on its way. It buys nothing yet.' },
      { reason: 'SessionExpired', means: 'Expired: the time to pay at the gateway is over.' },
      { reason: 'HoldOver', means: 'The hold ended before the money moved. Nothing was charged.' },
      { reason: 'NotHeld', means: 'No tickets are held for the order, so it must not be paid.' },
      { reason: 'AlreadyPaid', means: 'The order is sold already, or nothing is left to pay.' },
      {
        reason: 'AmountChanged',
        means: 'The amount that is due has changed since the checkout was created.',
        todo: 'Create another Checkout for that amount.',
      },
      { reason: 'Cancelled', means: 'The order was cancelled.' },
      orderGone,
      ...ofGateways,
    ],
  },
  {
    where: 'Refund: `status.reason`',
    reasons: [
      waiting,
      {
        reason: 'HourlyLimit',
        means: 'Requested: the refunds of the last hour have reached the limit.',
        todo: 'Wait. If so many refunds are correct, raise `cashier.refundsPerHour`.',
      },
      { reason: 'Disputed', means: 'Requested: the buyer disputes a payment, and could get the money twice.' },
      { reason: 'OtherRefund', means: 'Requested: another refund of the order is on its way, and must arrive first.' },
      { reason: 'Undecided', means: 'Requested: the order does not report yet what its money buys.' },
      { reason: 'NotDue', means: 'Failed: the order does not owe the buyer this amount any more (`onlyIfDue`).' },
      {
        reason: 'PaymentNotFound',
        means: 'Failed: the order has no such Payment with the state Completed.',
        todo: 'Create another Refund with the name of a Payment of the order.',
      },
      { reason: 'CurrencyDiffers', means: 'Failed: the Payment has another currency.' },
      { reason: 'MoreThanPaid', means: 'Failed: less than this amount of the Payment is left to refund.' },
      {
        reason: 'GatewayFailed',
        means: 'Failed: the gateway could not deliver the money.',
        todo: 'Ask the buyer for an account, and send the money back by hand.',
      },
      orderGone,
      ...ofGateways,
    ],
  },
]
