import t from 'tap'
import { alternativesPart } from '../../../../hooks/shop/pages/order/alternatives.ts'
import { aContext, anOffer, anOrderView, squeeze } from '../../../fixtures/shop/views.ts'

function partOf(view: Parameters<typeof anOrderView>[0]): string {
  return squeeze(alternativesPart(anOrderView({ state: 'expired', ...view }), aContext({ isChosen: true })))
}
const early = anOffer({ left: 3 })
const late = anOffer({ plan: 'late', title: 'Late', price: '0.00' })

t.equal(
  partOf({}),
  '<section id="part-alternatives" class="part alternatives" data-part="" hidden></section>',
  'none, no part',
)
t.equal(
  partOf({ alternatives: [early, late], coupon: 'friend' }),
  [
    '<section id="part-alternatives" class="part alternatives" data-part="">',
    '<p><a class="button" href="/conf?plan=early&amp;quantity=2&amp;coupon=friend&amp;lang=en">Order again</a></p><h2>Tickets that you can order now</h2><ul class="others">',
    '<li><a href="/conf?plan=early&amp;lang=en">Early</a><span class="price">€29.90</span><span class="state">3 left</span></li>',
    '<li><a href="/conf?plan=late&amp;lang=en">Late</a><span class="price">Free</span><span class="state"></span></li></ul></section>',
  ].join(''),
  'the same order is one step away, and so are the others',
)
t.notMatch(
  partOf({ alternatives: [late] }),
  'Order again',
  'an order for a plan that cannot be had is not offered again',
)
t.match(
  partOf({ alternatives: [early], reason: 'CouponExhausted', coupon: 'friend' }),
  'href="/conf?plan=early&amp;quantity=2&amp;lang=en">Order again',
  'a coupon that was refused is left out',
)
t.match(
  partOf({ alternatives: [early], reason: 'TooMany' }),
  'href="/conf?plan=early&amp;lang=en">Order again',
  'and so is a number that was too high',
)
