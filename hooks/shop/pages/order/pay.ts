import { type Content, type Html, html } from '../../html/html.ts'
import { isPayable, type OrderView, type PayInstructions } from '../../model/order-view.ts'
import { isLookedAt } from '../../model/payment-view.ts'
import { paragraphs } from '../conference-facts.ts'
import { moneyText, type PageContext } from '../context.ts'
import { partOf } from './part.ts'
import { paymentForm, paymentLink } from './payment.ts'

/** The amount to pay, and the ways to pay it. While the cashier checks a payment, the page asks for no other payment. */
export function payPart(view: OrderView, context: PageContext): Html {
  const { due, currency, payInstructions, payment } = view
  if (isLookedAt(payment)) return partOf('pay', paymentLink(view, context))
  if (!isPayable(view, context.now)) return partOf('pay', undefined)
  const { order } = context.words
  const content = html`<h2>${order.pay}</h2>
<p class="amount"><span>${order.due}</span> <strong>${moneyText(due, currency, context)}</strong></p>
${paymentLink(view, context)}
${paymentForm(view, context)}
${payInstructions && instructionsHtml(payInstructions, context)}
<p class="hint">${order.arrives}</p>`
  return partOf('pay', content)
}

function instructionsHtml({ text, command }: PayInstructions, { words }: PageContext): Content {
  return html`${paragraphs(text)}
${
  command !== undefined &&
  html`<div class="command"><pre id="command" tabindex="0" aria-label="${words.order.command}"><code>${command}</code></pre>
<button type="button" class="second" data-copy="#command" hidden>${words.frame.copy}</button></div>`
}`
}
