import { type Content, type Html, html } from '../../html/html.ts'
import { isPayable, type OrderView, type PayInstructions } from '../../model/order-view.ts'
import { paragraphs } from '../conference-facts.ts'
import { moneyText, type PageContext } from '../context.ts'
import { partOf } from './part.ts'

/** The amount to pay, and how. */
export function payPart(view: OrderView, context: PageContext): Html {
  const { due, currency, expiresAt, payInstructions } = view
  const isLate = expiresAt !== undefined && expiresAt <= context.now
  if (due === undefined || !isPayable(view) || isLate) return partOf('pay', undefined)
  const { order } = context.words
  const content = html`<h2>${order.pay}</h2>
<p class="amount"><span>${order.due}</span> <strong>${moneyText(due, currency, context)}</strong></p>
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
