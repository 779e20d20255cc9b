import t from 'tap'
import { receiptPage } from '../../../hooks/shop/pages/receipt.ts'
import { aContext, anOrderView, squeeze } from '../../fixtures/shop/views.ts'

const order = anOrderView({ paid: '59.80', refundsDue: [{ amount: '5', currency: 'JPY' }] })
t.match(
  squeeze(receiptPage(order, aContext())),
  [
    '<p class="back"><a href="/conf/orders/web-1/secret">Back to the order</a></p><h1>Receipt for order web-1</h1><p class="conference">Conf</p>',
    '<p>Date: 1 Mar 2027, 09:59 CET</p><div class="scroll" tabindex="0" role="group" aria-label="Summary"><table>',
    '<thead><tr><th scope="col">Description</th><th scope="col">Tickets</th><th scope="col">Price per ticket</th><th scope="col">Amount</th></tr></thead>',
    '<tbody><tr><td>Early</td><td>2</td><td>€29.90</td><td>€59.80</td></tr></tbody><tfoot>',
    '<tr><th scope="row" colspan="3">Total</th><td>€59.80</td></tr><tr><th scope="row" colspan="3">Paid</th><td>€59.80</td></tr>',
    '<tr><th scope="row" colspan="3">Refund due</th><td>JP¥5</td></tr></tfoot></table></div>',
    '<p class="note">This receipt is not a tax invoice. Ask the organizer for one.</p>',
  ].join(''),
  'a receipt has the order in figures',
)
t.match(
  squeeze(
    receiptPage(anOrderView({ paid: '49.80', partRefund: { received: '59.80', refunded: '10.00' } }), aContext()),
  ),
  '<td>€59.80</td></tr><tr><th scope="row" colspan="3">Refunded</th><td>€10.00</td></tr></tfoot>',
  'it says which part was refunded',
)
t.notMatch(squeeze(receiptPage(anOrderView(), aContext())), 'Refund', 'without a refund it names none')
const { price: _, total: __, ...unpayable } = anOrderView()
t.match(
  squeeze(receiptPage(unpayable, aContext())),
  '<td>2</td><td>not payable in this currency</td><td>not payable in this currency</td>',
  'a price that its currency cannot express is no amount',
)
