import { type Html, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { isZeroAmount } from '../../model/views.ts'
import { moneyText, type PageContext, priceText, timeText } from '../context.ts'
import { partOf } from './part.ts'

/** The order in figures. */
export function summaryPart(view: OrderView, context: PageContext): Html {
  const { order } = context.words
  const { conference, planTitle, price, currency, coupon, quantity, ticketsUnsold, name, placedAt } = view
  const { total, paid, partRefund, due } = view
  const money = (amount: string) => moneyText(amount, currency, context)
  const isPaid = !isZeroAmount(paid)
  const rows: [string, string | undefined][] = [
    [order.ticket, planTitle],
    [order.price, priceText(price, currency, context)],
    [order.quantity, String(quantity - ticketsUnsold)],
    [order.coupon, coupon],
    [order.total, priceText(total, currency, context)],
    [order.paid, isPaid ? money(partRefund?.received ?? paid) : undefined],
    [order.refunded, partRefund && money(partRefund.refunded)],
    [order.due, isPaid && due !== undefined ? money(due) : undefined],
    [order.placed, timeText(placedAt, context, conference)],
    [order.number, name],
  ]
  const shown = rows.filter(([, value]) => value !== undefined)
  const content = html`<h2>${order.summary}</h2>
<dl class="rows">${shown.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
  return partOf('summary', content)
}
