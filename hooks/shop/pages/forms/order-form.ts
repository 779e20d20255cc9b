import { type Content, type Html, html } from '../../html/html.ts'
import { longestCoupon, longestEmail, longestName } from '../../model/form-limits.ts'
import type { FieldFault, OrderFormView } from '../../model/form-view.ts'
import type { ConferencePageView } from '../../model/page-views.ts'
import { isOrderable, type OfferView } from '../../model/views.ts'
import { localeOf } from '../../words/format.ts'
import { localPath, type PageContext } from '../context.ts'
import { faultHtml, fieldHtml, fieldId } from './fields.ts'
import { offerCard } from './offer-card.ts'

/** The form for an order: the plans with their prices, then the number, then the buyer. Nothing is chosen in advance. */
export function orderForm(view: ConferencePageView, context: PageContext): Html {
  const { conference, form, offers } = view
  const { words } = context
  const orderable = offers.filter(isOrderable)
  if (orderable.length === 0) {
    return html`<ul class="offers">${offerCards(view, orderable, context)}</ul><p>${words.conference.nothingOnSale}</p>`
  }
  const most = Math.max(...orderable.map(({ mostPerOrder }) => mostPerOrder))
  return html`<form class="order" method="post" action="${localPath(`/${conference.name}/orders`, context)}">
<fieldset class="offers" id="${fieldId('plan')}" tabindex="-1">
<legend>${words.conference.choose}</legend>
${faultOf('plan', form, context)}
<ul class="offers">${offerCards(view, orderable, context)}</ul>
</fieldset>
${quantityField(form, most, context)}
${couponField(view, context)}
<fieldset class="buyer">
<legend>${words.conference.details}</legend>
${buyerFields(form, context)}
</fieldset>
<input type="hidden" name="token" value="${form.token}">
<p class="total" id="total" data-locale="${localeOf(context.language)}" hidden><span>${words.conference.total}</span> <strong></strong></p>
<p class="hint">${words.conference.next} ${holdText(orderable, context)}</p>
<button type="submit">${words.conference.submit}</button>
</form>`
}

function offerCards(
  { conference, offers, form }: ConferencePageView,
  orderable: OfferView[],
  context: PageContext,
): Html[] {
  const isOnly = orderable.length === 1
  return offers.map(offer =>
    offerCard(offer, { conference, isSelected: form.values.plan === offer.plan, isOnly }, context),
  )
}

function quantityField({ values, faults }: OrderFormView, most: number, { words }: PageContext): Html {
  const input = {
    type: 'number',
    min: 1,
    max: most,
    step: 1,
    required: true,
    inputmode: 'numeric',
    value: values.quantity ?? '1',
  }
  const { quantity: label, quantityHint } = words.conference
  return fieldHtml({ name: 'quantity', label, hint: quantityHint(most), input }, faults, words)
}

/** The coupon with whose prices the page was shown is sent with the order. A wrong coupon gets a field to correct it. */
function couponField({ coupon, form }: ConferencePageView, { words }: PageContext): Content {
  if (form.faults.some(({ field }) => field === 'coupon')) {
    const input = {
      type: 'text',
      maxlength: longestCoupon,
      autocomplete: 'off',
      spellcheck: 'false',
      value: form.values.coupon ?? '',
    }
    return fieldHtml({ name: 'coupon', label: words.conference.coupon, input }, form.faults, words)
  }
  const code = coupon?.state === 'applied' ? coupon.code : form.values.coupon
  return code !== undefined && code !== '' && html`<input type="hidden" name="coupon" value="${code}">`
}

function buyerFields({ values, faults }: OrderFormView, { words }: PageContext): Html[] {
  const { firstname, lastname, email, emailHint } = words.conference
  const person = { type: 'text', required: true, maxlength: longestName }
  const mail = { type: 'email', required: true, maxlength: longestEmail, autocomplete: 'email', spellcheck: 'false' }
  return [
    { name: 'firstname', label: firstname, input: { ...person, autocomplete: 'given-name', value: values.firstname } },
    { name: 'lastname', label: lastname, input: { ...person, autocomplete: 'family-name', value: values.lastname } },
    { name: 'email', label: email, hint: emailHint, input: { ...mail, value: values.email } },
  ].map(field => fieldHtml(field, faults, words))
}

function faultOf(name: string, { faults }: OrderFormView, { words }: PageContext): Content {
  const fault: FieldFault | undefined = faults.find(({ field }) => field === name)
  return fault && faultHtml(fieldId(name), fault, words)
}

/** For how long tickets are held, if that is the same for all of them. */
function holdText(orderable: readonly OfferView[], { words }: PageContext): Content {
  const [first, ...others] = new Set(orderable.map(({ holdMinutes }) => holdMinutes))
  return first !== undefined && others.length === 0 && words.conference.hold(words.frame.minutes(first))
}
