const order = [
  {
    reason: 'Reserving',
    means: 'The box office has not decided on the order yet, or holds no tickets for it yet.',
    todo: 'Check that the plan exists. The box office waits 2 minutes for a missing plan.',
  },
  {
    reason: 'NothingOrdered',
    means: 'The quantity is 0. Money that was paid is due back.',
    todo: 'Scale the order up, or delete it once its money is refunded.',
  },
  {
    reason: 'AwaitingPayment',
    means: 'Tickets are held until `status.expiresAt`, and nothing is paid yet.',
    todo: 'Pay `status.total`; money that a gateway has announced (`status.pending`) needs no second payment. If more was refunded than paid, a payment is not recorded: look for it before you pay.',
  },
  { reason: 'Underpaid', means: 'Tickets are held, and a part of the price is paid.', todo: 'Pay the rest.' },
  {
    reason: 'Waitlisted',
    means: 'Too few seats are free. The order keeps its place, by the time at which it was placed.',
    todo: 'Wait, scale the order down, or cancel it.',
  },
  { reason: 'PaymentReceived', means: 'The order is paid in full. PENDING with this reason lasts for moments.' },
  { reason: 'FreeOrder', means: 'The tickets cost nothing. PENDING with this reason lasts for moments.' },
  {
    reason: 'Cancelled',
    means: '`spec.cancelled` is true. Its tickets are deleted, for good.',
    todo: 'Refund the amount in `status.refundDue`.',
  },
  { reason: 'Refunded', means: 'All of the price was refunded. The tickets are deleted, for good.' },
  {
    reason: 'Expired',
    means: 'The order was not paid in full in time: the hold lapsed 30 seconds after its end.',
    todo: 'Place another order. A late payment in full buys only what a new order would get at that moment.',
  },
  {
    reason: 'Unseated',
    means: 'The payment arrived after the hold had lapsed, and a new order would not have got its tickets either.',
    todo: 'Refund the payment, and place another order.',
  },
  {
    reason: 'PriceMismatch',
    means: '`spec.price` is not the price of a ticket with this plan and coupon.',
    todo: 'Place another order at the price in the message.',
  },
  {
    reason: 'PlanNotFound',
    means: 'The plan was not created within 2 minutes after the order was placed.',
    todo: 'Create the plan, and place another order.',
  },
  {
    reason: 'PlanInactive',
    means: 'The plan is not on sale, or it is hidden and the order names no coupon for it.',
    todo: 'Set `active: true` on the plan, and place another order; for a hidden plan, with its coupon.',
  },
  {
    reason: 'NotYetOnSale',
    means: 'The order was placed before `salesStart` of its plan. The refusal is final.',
    todo: 'Place another order when the sale has begun.',
  },
  {
    reason: 'SaleOver',
    means: 'The order was placed after `salesEnd` of its plan. The refusal is final.',
    todo: 'Place an order for another plan.',
  },
  {
    reason: 'CouponNotFound',
    means: 'The coupon does not exist.',
    todo: 'Place another order with an existing coupon, or without one.',
  },
  { reason: 'CouponNotApplicable', means: 'The coupon is for another plan.', todo: 'Place another order without it.' },
  {
    reason: 'CouponExhausted',
    means: 'Other orders have used up the coupon.',
    todo: 'Place another order without it, or raise `maxRedemptions` or `maxTickets` first.',
  },
  {
    reason: 'CouponExpired',
    means: 'The order was placed after `validUntil` of its coupon. The refusal is final.',
    todo: 'Place another order without it.',
  },
  {
    reason: 'TooMany',
    means: 'The order asks for more tickets than the plan or its pool has seats, or than one order may have.',
    todo: 'Place a smaller order.',
  },
]

const reservation = [
  {
    reason: 'NoSeats',
    means: 'Too few seats are free for the order, or for the further tickets that it asks for.',
    todo: 'Wait, or scale the order down.',
  },
  {
    reason: 'PoolNotFound',
    means: 'The SeatPool of the plan does not exist. The order keeps its place.',
    todo: 'Create the SeatPool that `poolRef` of the plan names.',
  },
  {
    reason: 'PaymentAnnounced',
    means: 'The order asks for more tickets while its hold is kept for money that a gateway has announced.',
    todo: 'Place another order for the other tickets.',
  },
  {
    reason: 'PlanChanged',
    means:
      'The plan was recreated with or without seats, with another pool, or with another currency. Its earlier holds do not grow.',
    todo: 'Place another order for the other tickets.',
  },
  {
    reason: 'SaleClosed',
    means:
      'The order asks for more tickets after it was sold. A sale does not grow if it is for money, has seats, or has a coupon with maxTickets.',
    todo: 'Place another order for the other tickets.',
  },
  { reason: 'OrderGone', means: 'The order no longer exists.' },
]

/** The reasons of orders and of their reservations. */
export const orderReasons = {
  where: 'Order: `status.reason`, `reason` of its Reservation',
  reasons: [...order, ...reservation],
}
