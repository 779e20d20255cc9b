import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import { actionsPart } from '../../../../hooks/shop/pages/order/actions.ts'
import { readHtml } from '../../../fixtures/shop/read-html.ts'
import { aContext, anOrderView, squeeze } from '../../../fixtures/shop/views.ts'

function partOf(view: Partial<OrderView>): string {
  return squeeze(actionsPart(anOrderView(view), aContext()))
}
function textsOf(view: Partial<OrderView>): string[] {
  return readHtml(partOf(view)).texts
}
const sold = { state: 'confirmed', paid: '59.80' } as const

t.equal(
  partOf({}),
  '<section id="part-actions" class="part actions" data-part="" hidden></section>',
  'nothing to do, no part',
)
t.equal(
  partOf({ mostQuantity: 4, canCancel: true }),
  [
    '<section id="part-actions" class="part actions" data-part=""><h2>Change or cancel</h2>',
    '<form class="inline" method="post" action="/conf/orders/web-1/secret/quantity"><div class="field"><label for="field-quantity">Number of tickets</label><p class="hint" id="field-quantity-hint">1 to 4</p>',
    '<input type="number" min="1" max="4" step="1" required inputmode="numeric" value="2" id="field-quantity" name="quantity" aria-describedby="field-quantity-hint"></div>',
    '<button type="submit" class="second">Change the number</button></form>',
    '<details id="cancel"><summary>Cancel this order</summary><form method="post" action="/conf/orders/web-1/secret/cancel"><p>This cannot be undone.</p>',
    '<button type="submit" class="danger">Yes, cancel the order for good</button></form></details></section>',
  ].join(''),
  'the number changes and the order is cancelled without a script',
)
t.strictSame(
  textsOf({ ...sold, mostQuantity: 2, canCancel: true }).slice(3),
  [
    'Tickets without a name are removed first. You cannot get them back in this order. The organizer then owes you a refund for them.',
    'Change the number',
    'Cancel this order',
    'This cannot be undone. All its tickets become invalid at once. You have paid €59.80: the organizer then owes you a refund.',
    'Yes, cancel the order for good',
  ],
  'the consequences for tickets and money are said first',
)
t.strictSame(
  textsOf({ state: 'confirmed', mostQuantity: 2 })[3],
  'Tickets without a name are removed first. You cannot get them back in this order.',
  'nothing is refunded for what was free',
)
t.strictSame(
  textsOf({ state: 'waiting', canCancel: true }).slice(1),
  ['Leave the waitlist', 'This cannot be undone.', 'Yes, leave the waitlist for good'],
  'a place in the waitlist is given up in its own words',
)
t.match(
  partOf({ quantity: 0, mostQuantity: 4, faults: [{ field: 'quantity', problem: 'tooMany', limit: 4 }] }),
  'value="1" id="field-quantity" name="quantity" aria-describedby="field-quantity-hint field-quantity-fault" aria-invalid="true"',
  'a fault is beside the number',
)
