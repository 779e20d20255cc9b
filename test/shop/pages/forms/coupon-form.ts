import t from 'tap'
import type { Html } from '../../../../hooks/shop/html/html.ts'
import type { ConferencePageView } from '../../../../hooks/shop/model/page-views.ts'
import { couponForm } from '../../../../hooks/shop/pages/forms/coupon-form.ts'
import { aConferenceView, aContext, aForm, squeeze } from '../../../fixtures/shop/views.ts'

function formOf(view: Partial<ConferencePageView>, isChosen = false): string {
  const page = { conference: aConferenceView(), offers: [], form: aForm(), isAway: false, ...view }
  return squeeze(couponForm(page, aContext({ isChosen })) as Html | undefined)
}

const field =
  '<div class="field"><label for="coupon-code">Coupon</label><input id="coupon-code" name="coupon" type="text" required maxlength="253" autocomplete="off" autocapitalize="none" spellcheck="false"></div>'
const typedField = field.replace('></div>', ' value="&lt;"></div>')
const button = '<button type="submit" class="second">Show prices with this coupon</button></form></details>'

t.equal(
  formOf({}),
  `<details class="coupon"><summary>I have a coupon</summary><form method="get" action="/conf">${field}${button}`,
  'a coupon is asked for by an address without anything personal',
)
t.equal(
  formOf({ form: aForm({ values: { plan: 'early' } }), coupon: { code: '<', state: 'unknown' } }, true),
  [
    '<p class="notice coupon">The coupon &lt; does not exist. These are the prices without it.</p>',
    `<details class="coupon" open><summary>I have a coupon</summary><form method="get" action="/conf">${typedField}`,
    `<input type="hidden" name="plan" value="early"><input type="hidden" name="lang" value="en">${button}`,
  ].join(''),
  'a coupon that does not apply says why, and the typed code, the chosen plan and the language stay',
)
t.equal(
  formOf({ form: aForm({ values: { plan: 'early' } }), coupon: { code: 'friend', state: 'applied' } }),
  '<p class="notice coupon">Prices with the coupon friend <a href="/conf?plan=early">Remove the coupon</a></p>',
  'a coupon that applies can be removed',
)
t.equal(
  formOf({ form: aForm({ faults: [{ field: 'coupon', problem: 'couponUnknown' }] }) }),
  '',
  'a coupon with a fault is corrected in the form of the order',
)
