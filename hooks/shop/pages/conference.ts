import { type Html, html } from '../html/html.ts'
import type { ConferencePageView } from '../model/page-views.ts'
import { conferenceFacts, paragraphs } from './conference-facts.ts'
import type { PageContext } from './context.ts'
import { couponForm } from './forms/coupon-form.ts'
import { faultSummary } from './forms/fields.ts'
import { orderForm } from './forms/order-form.ts'
import { framePage } from './frame.ts'

/** `/<conference>`: the conference, its plans, and the form for an order. */
export function conferencePage(view: ConferencePageView, context: PageContext): Html {
  const { conference, form, isAway } = view
  const { words } = context
  const title = form.faults.length === 0 ? conference.title : `${words.faults.prefix} ${conference.title}`
  const main = html`${faultSummary(form.faults, words)}
<h1>${conference.title}</h1>
${conferenceFacts(conference, context)}
${paragraphs(conference.description)}
<section aria-labelledby="tickets-heading">
<h2 id="tickets-heading">${words.conference.tickets}</h2>
${couponForm(view, context)}
${orderForm(view, context)}
</section>`
  const back = { path: '/', text: words.frame.allConferences }
  return framePage({ title, main, kind: 'conference', back, isAway }, context)
}
