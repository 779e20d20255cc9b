/** Words for the standing of an order. */
export const standing = {
  reserving: { title: 'Reserving your tickets', text: 'This takes a moment.' },
  held: {
    title: 'Your tickets are held for you',
    pay: (amount: string) => `Pay ${amount} to receive your tickets.`,
    payBy: (amount: string, time: string) => `Pay ${amount} by ${time} to receive your tickets.`,
  },
  underpaid: {
    title: 'A part of the price is paid',
    pay: (paid: string, total: string, due: string) => `${paid} of ${total} is paid. Pay ${due} more.`,
    payBy: (paid: string, total: string, due: string, time: string) =>
      `${paid} of ${total} is paid. Pay ${due} more by ${time}.`,
  },
  announced: {
    title: 'Your payment is on its way',
    text: (amount: string) => `${amount} is announced; your tickets are kept for you.`,
    textUntil: (amount: string, time: string) => `${amount} is announced; your tickets are kept until ${time}.`,
  },
  over: { title: 'The time to pay has ended', text: 'Your tickets are being released.' },
  timeOver: 'The time to pay has ended. Your tickets are being released.',
  left: (minutes: string) => `Time left: ${minutes}`,
  lessThanAMinute: 'less than a minute',
  waiting: {
    title: 'You are on the waitlist',
    text: 'You have nothing to pay now.',
    look: 'No message is sent. Open this page often.',
    lookFor: (minutes: string) =>
      `No message is sent. Open this page often: when tickets are held for you, you have ${minutes} to pay.`,
    passed: 'An order for fewer tickets can be served before yours.',
    closed: 'The sale is closed, and nobody on the waitlist is served now.',
    left: (count: number) =>
      count === 1
        ? '1 is left: lower the number to get it now.'
        : `${count} are left: lower the number to get them now.`,
  },
  waitedBefore: (count: number) =>
    count === 0
      ? 'No order waited before yours when you joined.'
      : count === 1
        ? '1 order waited before yours when you joined.'
        : `${count} orders waited before yours when you joined.`,
  confirming: { title: 'Your payment has arrived', text: 'Your tickets are being issued.' },
  confirmingFree: {
    title: 'Your tickets are reserved',
    text: 'There is nothing to pay. Your tickets are being issued.',
  },
  confirmed: {
    title: 'Your tickets are ready',
    text: 'Put a name on each ticket, print it or save it to your calendar.',
    textNamed: 'Print your tickets or save them to your calendar.',
  },
  appearing: {
    title: 'Your tickets are being issued',
    text: (count: number, all: number) =>
      `${count} of ${all} ${all === 1 ? 'ticket' : 'tickets'} ${count === 1 ? 'is' : 'are'} ready.`,
  },
  empty: { title: 'This order has no tickets', text: 'Choose a number of tickets below, or place another order.' },
  refused: { title: 'Your order was not accepted' },
  expired: { title: 'The time to pay has ended', text: 'Your tickets were released for other buyers.' },
  unseated: {
    title: 'Your payment arrived too late',
    text: 'The tickets had been released, and could no longer be sold for this order.',
  },
  cancelled: { title: 'This order is cancelled', text: 'Its tickets are no longer valid.' },
  refunded: { title: 'This order was refunded', text: 'Its tickets are no longer valid.' },
  /** Why an order was refused, by its reason. */
  refusals: {
    PriceMismatch: 'The price changed while you ordered. Order again at the present price.',
    PlanNotFound: 'This kind of ticket no longer exists.',
    PlanInactive: 'This kind of ticket is not on sale.',
    NotYetOnSale: 'The sale of this ticket has not begun.',
    SaleOver: 'The sale of this ticket has ended.',
    CouponNotFound: 'The coupon does not exist. Order again without it.',
    CouponNotApplicable: 'The coupon is not for this ticket. Order again without it.',
    CouponExhausted: 'The coupon is used up. Order again without it.',
    CouponExpired: 'The coupon is no longer valid. Order again without it.',
    TooMany: 'More tickets were ordered than one order may have. Place a smaller order.',
    other: 'The box office could not accept it.',
  },
  nothingCharged: 'You have paid nothing.',
  refundDue: (amounts: string) => `The organizer owes you a refund of ${amounts}. It is sent back the way you paid.`,
  deciding: 'Money has arrived for this order. The box office will decide in a moment what the money buys.',
  disputed: 'A payment of this order is disputed at the bank.',
  stayValid: 'Your tickets stay valid until the dispute is settled.',
  planGone: (plan: string) => `The ticket “${plan}” was removed from the sale. Orders for it cannot grow.`,
  changing: 'Your change is being applied.',
  tooFewFree: (count: number) =>
    count === 1
      ? 'You asked for 1 more ticket, and too few are free. It joins this order if one becomes free before you pay.'
      : `You asked for ${count} more tickets, and too few are free. They join this order if enough become free before you pay.`,
  unsold: (count: number) =>
    count === 1
      ? 'You asked for 1 more ticket, which is not part of this order. Place another order for it.'
      : `You asked for ${count} more tickets, which are not part of this order. Place another order for them.`,
}
