import { type Content, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { formatList } from '../../words/format.ts'
import { moneyText, type PageContext } from '../context.ts'

/** Everything that the buyer should know beside the standing: refunds, disputes, changes and outages. */
export function orderNotices(view: OrderView, context: PageContext): Content {
  const texts = noticeTexts(view, context)
  return texts.length > 0 && html`<ul class="notices">${texts.map(text => html`<li class="notice">${text}</li>`)}</ul>`
}

/** The sentences of the notices. */
export function noticeTexts(view: OrderView, context: PageContext): string[] {
  const { standing, frame } = context.words
  const { isAway, isChanging, refundsDue, isDeciding, isDisputed, isPlanGone, planTitle, ticketsUnsold, state } = view
  const amounts = refundsDue.map(({ amount, currency }) => moneyText(amount, currency, context))
  return [
    isAway && frame.away,
    isChanging && standing.changing,
    amounts.length > 0 && standing.refundDue(formatList(amounts, context.language)),
    isDeciding && standing.deciding,
    isDisputed && standing.disputed,
    isPlanGone && state !== 'refused' && standing.planGone(planTitle),
    ticketsUnsold > 0 && standing.unsold(ticketsUnsold),
  ].filter(text => text !== false)
}
