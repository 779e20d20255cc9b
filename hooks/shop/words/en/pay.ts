/** Words for paying in the shop. */
export const pay = {
  buttons: { STRIPE: 'Pay by card', PAYPAL: 'Pay with PayPal' },
  hint: 'You pay on a page of the payment service, and come back here afterwards.',
  /** While the tickets are held for a limited time. */
  hintTime: 'That page closes when your time to pay is over.',
  methods: { STRIPE: 'Card', PAYPAL: 'PayPal' },
  /** Why a way to pay is not offered. */
  refusals: {
    currency: (method: string, currency: string) => `${method}: not possible in ${currency}.`,
    decimals: (method: string, unit: string) => `${method}: only for amounts that are multiples of ${unit}.`,
    minimum: (method: string, least: string) => `${method}: only for amounts of ${least} or more.`,
    maximum: (method: string, most: string) => `${method}: only for amounts of ${most} or less.`,
  },
  goOn: 'Go to the payment page',
  looking: {
    title: 'We are checking your payment',
    text: 'This page shows your tickets in a moment. Please do not pay again.',
    delayed:
      'The payment service does not answer right now. This page shows the result as soon as it does. Please do not pay again.',
    notPaid: 'Not paid yet?',
  },
  /** The result of the last attempt. The name of the way to pay comes before it. */
  attempts: {
    opening: 'The payment page is being opened.',
    open: 'Your payment page is open.',
    delayed:
      'The payment service does not answer right now. Nothing was charged. Try again in a moment, or pay in another way.',
    declined:
      'The payment was declined. Nothing was charged. Try again with another card or account, or in another way.',
    timedOut: 'The time on the payment page is over. Nothing was charged. You can pay again.',
    amountChanged: 'The amount to pay has changed, so the payment page was closed. Nothing was charged there.',
    unavailable:
      'The payment service did not open a page. Nothing was charged. Try again, pay in another way, or ask the organizer.',
  },
}
