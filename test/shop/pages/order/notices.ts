import t from 'tap'
import type { Html } from '../../../../hooks/shop/html/html.ts'
import { noticeTexts, orderNotices } from '../../../../hooks/shop/pages/order/notices.ts'
import { aContext, anOrderView, squeeze } from '../../../fixtures/shop/views.ts'

const refundsDue = [
  { amount: '29.90', currency: 'EUR' },
  { amount: '5.00', currency: 'USD' },
]
const everything = anOrderView({
  isAway: true,
  isChanging: true,
  refundsDue,
  isDeciding: true,
  isDisputed: true,
  isPlanGone: true,
  planTitle: 'Early <',
  ticketsUnsold: 1,
})

t.strictSame(noticeTexts(everything, aContext()), [
  'The shop cannot reach its data right now. This page shows the last known state, and updates itself as soon as it can.',
  'Your change is being applied.',
  'The organizer owes you a refund of €29.90 and US$5.00. It is sent back the way you paid.',
  'Money has arrived for this order. The box office will decide in a moment what the money buys.',
  'A payment of this order is disputed at the bank. Your tickets stay valid until the dispute is settled.',
  'The ticket “Early <” was removed from the sale. Orders for it cannot grow.',
])
t.strictSame(
  noticeTexts(anOrderView({ ticketsUnsold: 1 }), aContext()),
  ['You asked for 1 more ticket, which is not part of this order. Place another order for it.'],
  'tickets that are not part of the order are said, unless a change is being applied',
)
t.strictSame(
  noticeTexts(anOrderView({ state: 'cancelled', isDisputed: true }), aContext()),
  ['A payment of this order is disputed at the bank.'],
  'the tickets of an order that has ended are not valid, whatever the bank says',
)
t.strictSame(
  noticeTexts(anOrderView({ ticketsUnsold: 2, isMoreAwaited: true }), aContext()),
  ['You asked for 2 more tickets, and too few are free. They join this order if enough become free before you pay.'],
  'a hold that waits for more seats says so',
)
t.strictSame(
  noticeTexts(anOrderView({ state: 'refused', isPlanGone: true }), aContext()),
  [],
  'a refusal says itself that the plan is gone',
)
t.equal(
  squeeze(orderNotices(anOrderView({ isChanging: true }), aContext()) as Html),
  '<ul class="notices"><li class="notice">Your change is being applied.</li></ul>',
  'notices are a list',
)
t.equal(orderNotices(anOrderView(), aContext()), false, 'without notices there is none')

const declined = { methods: [], attempt: { provider: 'PAYPAL' as const, state: 'declined' as const } }
t.strictSame(
  [
    noticeTexts(anOrderView({ due: '59.80', payment: declined }), aContext()),
    noticeTexts(anOrderView({ due: '59.80', payment: { methods: [] } }), aContext()),
    noticeTexts(anOrderView({ payment: declined }), aContext()),
  ],
  [
    [
      'PayPal: The payment was declined. Nothing was charged. Try again with another card or account, or in another way.',
    ],
    [],
    [],
  ],
  'the last attempt to pay is told of while the order can be paid',
)
