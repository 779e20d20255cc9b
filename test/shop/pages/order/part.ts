import t from 'tap'
import { html } from '../../../../hooks/shop/html/html.ts'
import { partId, partOf } from '../../../../hooks/shop/pages/order/part.ts'
import { squeeze } from '../../../fixtures/shop/views.ts'

t.equal(partId('pay'), 'part-pay', 'a part has an id')
t.strictSame(
  [partOf('pay', html`<p>`, { 'data-state': 'held' }), partOf('pay', undefined), partOf('pay', false)].map(part =>
    squeeze(part),
  ),
  [
    '<section id="part-pay" class="part pay" data-state="held" data-part=""><p></section>',
    '<section id="part-pay" class="part pay" data-part="" hidden></section>',
    '<section id="part-pay" class="part pay" data-part="" hidden></section>',
  ],
  'a part without content is hidden',
)
