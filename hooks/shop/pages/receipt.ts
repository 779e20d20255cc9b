import { type Html, html } from '../html/html.ts'
import type { OrderView } from '../model/order-view.ts'
import { conferenceFacts } from './conference-facts.ts'
import { moneyText, type PageContext, timeText } from './context.ts'
import { framePage } from './frame.ts'

/** `/<conference>/orders/<name>/<secret>/receipt`: the order in figures, to print. */
export function receiptPage(view: OrderView, context: PageContext): Html {
  const { order, ticket } = context.words
  const { conference, name, placedAt, path, planTitle, quantity, price, currency } = view
  const { total, paid, partRefund, refundsDue } = view
  const money = (amount: string | undefined) => moneyText(amount, currency, context)
  const main = html`<h1>${ticket.receiptFor(name)}</h1>
<p class="conference">${conference.title}</p>
${conferenceFacts(conference, context)}
<p>${ticket.date}: ${timeText(placedAt, context, conference)}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${order.summary}">
<table>
<thead><tr><th scope="col">${ticket.description}</th><th scope="col">${order.quantity}</th><th scope="col">${order.price}</th><th scope="col">${ticket.amount}</th></tr></thead>
<tbody><tr><td>${planTitle}</td><td>${quantity}</td><td>${money(price)}</td><td>${money(total)}</td></tr></tbody>
<tfoot>
<tr><th scope="row" colspan="3">${order.total}</th><td>${money(total)}</td></tr>
<tr><th scope="row" colspan="3">${order.paid}</th><td>${money(partRefund?.received ?? paid)}</td></tr>
${partRefund && html`<tr><th scope="row" colspan="3">${order.refunded}</th><td>${money(partRefund.refunded)}</td></tr>`}
${refundsDue.map(due => html`<tr><th scope="row" colspan="3">${ticket.refundDue}</th><td>${moneyText(due.amount, due.currency, context)}</td></tr>`)}
</tfoot>
</table>
</div>
<p class="note">${ticket.noInvoice}</p>
<p><button type="button" class="second" data-print hidden>${context.words.frame.print}</button></p>`
  const back = { path, text: order.back }
  return framePage({ title: ticket.receiptFor(name), main, kind: 'receipt-page', back }, context)
}
