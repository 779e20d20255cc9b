import t from 'tap'
import { receiptPage } from '../../../hooks/shop/pages/receipt.ts'
import { aContext, anOrderView, squeeze } from '../../fixtures/shop/views.ts'

const order = anOrderView({ paid: '59.80', refundsDue: [{ amount: '5', currency: 'JPY' }] })
const buyer = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  company: 'Engines',
  lines: ['1 Street'],
  email: 'a@b.c',
  vatId: 'IT1',
}

t.match(
  squeeze(receiptPage({ order, buyer }, aContext())),
  [
    '<p class="back"><a href="/conf/orders/web-1/secret">Back to the order</a></p><h1>Receipt for order web-1</h1><p class="conference">Conf</p>',
    '<section class="buyer"><h2>Buyer</h2><p class="lines">Engines Ada Lovelace 1 Street a@b.c VAT number IT1</p></section>',
    '<p>Date: 1 Mar 2027, 09:59 CET</p><div class="scroll" tabindex="0" role="group" aria-label="Summary"><table>',
    '<thead><tr><th scope="col">Description</th><th scope="col">Tickets</th><th scope="col">Price per ticket</th><th scope="col">Amount</th></tr></thead>',
    '<tbody><tr><td>Early</td><td>2</td><td>€29.90</td><td>€59.80</td></tr></tbody><tfoot>',
    '<tr><th scope="row" colspan="3">Total</th><td>€59.80</td></tr><tr><th scope="row" colspan="3">Paid</th><td>€59.80</td></tr>',
    '<tr><th scope="row" colspan="3">Refund due</th><td>JP¥5</td></tr></tfoot></table></div>',
    '<p class="note">This receipt is not a tax invoice. Ask the organizer for one.</p>',
  ].join(''),
  'a receipt has the order in figures, and the buyer where the shop knows them',
)
const bare = squeeze(receiptPage({ order: anOrderView() }, aContext()))
t.notMatch(bare, /Buyer|Refund/, 'without buyer and refund it names none')
t.match(
  squeeze(receiptPage({ order, buyer: { email: 'a@b.c' } }, aContext())),
  '<h2>Buyer</h2><p class="lines">a@b.c</p>',
  'a buyer may be an address only',
)
