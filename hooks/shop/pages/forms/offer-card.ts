import { type Content, type Html, html } from '../../html/html.ts'
import { type ConferenceView, isOrderable, type OfferView } from '../../model/views.ts'
import { paragraphs } from '../conference-facts.ts'
import { moneyText, type PageContext, priceText, timeText } from '../context.ts'

/** The highest number of free seats that is shown: a higher number does not help a buyer to decide. */
const mostShownLeft = 20

/** The number of free seats, if it is low enough to be shown. */
export function shownLeft({ left, state }: OfferView): number | undefined {
  return state === 'onSale' && left !== undefined && left <= mostShownLeft ? left : undefined
}

/** One plan in the form: its price, and whether it can be ordered. */
export function offerCard(
  offer: OfferView,
  { conference, isSelected, isOnly }: { conference: ConferenceView; isSelected: boolean; isOnly: boolean },
  context: PageContext,
): Html {
  const { words } = context
  const id = `plan-${offer.plan}`
  const name = html`<span class="offer-title">${offer.title}</span>`
  const input = isOnly
    ? { type: 'hidden' }
    : { type: 'radio', required: true, checked: isSelected, 'aria-describedby': `${id}-about` }
  const choice = html`<input${{ name: 'plan', value: offer.plan, id, ...input }}>`
  const heading = html`<h3>${name}</h3>`
  return html`<li class="offer ${offer.state}">
${isOrderable(offer) && choice}${isOrderable(offer) && !isOnly ? html`<label for="${id}">${name}</label>` : heading}
<p class="price">${priceHtml(offer, context)}</p>
<div class="about" id="${id}-about">
${paragraphs(offer.description)}
<p class="state">${stateText(offer, conference, context)}</p>
${offer.state === 'soldOut' && html`<p class="hint">${words.conference.waitlist}</p>`}
</div>
${isOrderable(offer) && html`<input type="hidden" name="price.${offer.plan}" value="${offer.price} ${offer.currency}" data-price="${offer.price}" data-currency="${offer.currency}">`}
</li>`
}

function priceHtml({ price, fullPrice, currency }: OfferView, context: PageContext): Content {
  const { words } = context
  const shown = html`<strong>${priceText(price, currency, context)}</strong> <span class="per">${words.conference.perTicket}</span>`
  if (fullPrice === undefined) return shown
  return html`${shown} <span class="instead">${words.conference.insteadOf(moneyText(fullPrice, currency, context))}</span>`
}

/** Whether and until when a plan can be ordered: "12 left", "Sold out · 7 tickets on the waitlist". */
export function stateText(offer: OfferView, conference: ConferenceView, context: PageContext): string {
  const words = context.words.conference
  const { state, waiting, salesStart, salesEnd } = offer
  const left = shownLeft(offer)
  const texts: Record<OfferView['state'], (string | undefined)[]> = {
    onSale: [
      left === undefined ? undefined : words.left(left),
      salesEnd === undefined ? undefined : words.until(timeText(salesEnd, context, conference)),
    ],
    soldOut: [words.soldOut, waiting === 0 ? undefined : words.waiting(waiting)],
    notYet: [salesStart === undefined ? words.closed : words.notYet(timeText(salesStart, context, conference))],
    over: [words.over],
    closed: [words.closed],
  }
  return texts[state].filter(text => text !== undefined).join(' · ')
}
