import { type Html, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { localPath, type PageContext, priceText } from '../context.ts'
import { stateText } from '../forms/offer-card.ts'
import { partOf } from './part.ts'

/** For an order that got nothing: a link to order the same again, and all other plans on sale. */
export function alternativesPart(view: OrderView, context: PageContext): Html {
  const { alternatives, conference, plan, quantity, reason } = view
  if (alternatives.length === 0) return partOf('alternatives', undefined)
  const { order } = context.words
  const isAgain = alternatives.some(offer => offer.plan === plan)
  const query = { plan, quantity: reason === 'TooMany' ? undefined : String(quantity), coupon: couponToKeep(view) }
  const items = alternatives.map(offer => {
    const path = localPath(`/${conference.name}`, context, { plan: offer.plan })
    return html`<li><a href="${path}">${offer.title}</a>
<span class="price">${priceText(offer.price, offer.currency, context)}</span>
<span class="state">${stateText(offer, conference, context)}</span></li>`
  })
  const content = html`${isAgain && html`<p><a class="button" href="${localPath(`/${conference.name}`, context, query)}">${order.again}</a></p>`}
<h2>${order.alternatives}</h2>
<ul class="others">${items}</ul>`
  return partOf('alternatives', content)
}

/** A coupon that was refused is not tried again. */
function couponToKeep({ coupon, reason }: OrderView): string | undefined {
  return reason.startsWith('Coupon') ? undefined : coupon
}
