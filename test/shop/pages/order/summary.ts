import t from 'tap'
import { summaryPart } from '../../../../hooks/shop/pages/order/summary.ts'
import { readHtml } from '../../../fixtures/shop/read-html.ts'
import { aContext, anOrderView, squeeze } from '../../../fixtures/shop/views.ts'

function textsOf(view: Parameters<typeof anOrderView>[0]): string[] {
  return readHtml(squeeze(summaryPart(anOrderView(view), aContext()))).texts
}
const common = ['Summary', 'Ticket', 'Early', 'Price per ticket', '€29.90', 'Tickets', '2']
const end = ['Placed', '1 Mar 2027, 09:59 CET', 'Order number', 'web-1']

t.strictSame(textsOf({}), [...common, 'Total', '€59.80', ...end], 'an order in figures')
t.strictSame(
  textsOf({ quantity: 5, ticketsUnsold: 3 }),
  [...common, 'Total', '€59.80', ...end],
  'the number of tickets is that of the total',
)
t.strictSame(
  textsOf({ coupon: 'friend', paid: '10.00', due: '49.80' }),
  [...common, 'Coupon', 'friend', 'Total', '€59.80', 'Paid', '€10.00', 'To pay', '€49.80', ...end],
  'with its coupon and its payments',
)
t.strictSame(
  textsOf({ paid: '49.80', partRefund: { received: '59.80', refunded: '10.00' } }),
  [...common, 'Total', '€59.80', 'Paid', '€59.80', 'Refunded', '€10.00', ...end],
  'with a refund of a part',
)
t.strictSame(
  textsOf({ paid: '59.80', total: '0.00' }),
  [...common, 'Total', 'Free', 'Paid', '€59.80', ...end],
  'nothing is left to pay',
)
