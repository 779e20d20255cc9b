import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import { payPart } from '../../../../hooks/shop/pages/order/pay.ts'
import { aContext, anOrderView, minuteMs, now, squeeze } from '../../../fixtures/shop/views.ts'

const due = { due: '59.80', expiresAt: now + minuteMs }
function partOf(view: Partial<OrderView>): string {
  return squeeze(payPart(anOrderView(view), aContext()))
}
const amount = '<h2>Pay</h2><p class="amount"><span>To pay</span><strong>€59.80</strong></p>'
const arrives = '<p class="hint">This page shows your payment as soon as it arrives.</p></section>'
const begin = '<section id="part-pay" class="part pay" data-part=""'

t.equal(partOf(due), `${begin}>${amount}${arrives}`, 'the amount is shown')
t.equal(
  partOf({ due: '59.80', payInstructions: { text: 'At the desk.\n\nIn cash.' } }),
  `${begin}>${amount}<p class="lines">At the desk.</p><p class="lines">In cash.</p>${arrives}`,
  'and how to pay, where the installation says it',
)
t.equal(
  partOf({ ...due, payInstructions: { text: 'Run:', command: 'curl -d <a>' } }),
  [
    `${begin}>${amount}<p class="lines">Run:</p><div class="command"><pre id="command" tabindex="0" aria-label="Command"><code>curl -d &lt;a&gt;</code></pre>`,
    `<button type="button" class="second" data-copy="#command" hidden>Copy</button></div>${arrives}`,
  ].join(''),
  'and a command to copy',
)
const url = 'https://checkout.stripe.com/1'
const payment = { methods: [{ provider: 'STRIPE' as const }] }
t.equal(
  partOf({ ...due, payment: { ...payment, attempt: { provider: 'STRIPE', state: 'open', url } } }),
  [
    `${begin}>${amount}<p><a href="${url}" rel="noreferrer">Go to the payment page</a></p>`,
    '<form class="methods" method="post" action="/conf/orders/web-1/secret/pay"><button type="submit" name="with" value="STRIPE">Pay by card</button></form>',
    `<p class="hint">You pay on a page of the payment service, and come back here afterwards. That page closes when your time to pay is over.</p>${arrives}`,
  ].join(''),
  'and the ways to pay in the shop',
)
const looking = { ...due, payment: { ...payment, attempt: { provider: 'STRIPE' as const, state: 'looking' as const } } }
t.equal(partOf(looking), `${begin} hidden></section>`, 'nobody is asked to pay once more while a payment is looked at')

t.strictSame(
  [partOf({}), partOf({ ...due, expiresAt: now }), partOf({ ...due, state: 'expired' })],
  Array(3).fill(`${begin} hidden></section>`),
  'nobody is asked to pay what is not due, or too late',
)
