import { type Content, html } from '../../html/html.ts'
import { isPayable, type OrderView } from '../../model/order-view.ts'
import type { Words } from '../../words/en/words.ts'
import { formatList } from '../../words/format.ts'
import { moneyText, type PageContext } from '../context.ts'
import { attemptText } from './payment.ts'

/** The notices beside the standing: payments, refunds, disputes, changes and outages. */
export function orderNotices(view: OrderView, context: PageContext): Content {
  const texts = noticeTexts(view, context)
  return texts.length > 0 && html`<ul class="notices">${texts.map(text => html`<li class="notice">${text}</li>`)}</ul>`
}

/** The sentences of the notices. */
export function noticeTexts(view: OrderView, context: PageContext): string[] {
  const { standing, frame } = context.words
  const {
    isAway,
    isChanging,
    refundsDue,
    isDeciding,
    isDisputed,
    isPlanGone,
    planTitle,
    ticketsUnsold,
    isMoreAwaited,
    state,
  } = view
  const amounts = refundsDue.map(({ amount, currency }) => moneyText(amount, currency, context))
  return [
    isAway && frame.away,
    isChanging && standing.changing,
    isPayable(view, context.now) && (attemptText(view, context) ?? false),
    amounts.length > 0 && standing.refundDue(formatList(amounts, context.language)),
    isDeciding && standing.deciding,
    isDisputed && [standing.disputed, hasEnded(state) ? '' : standing.stayValid].join(' ').trim(),
    isPlanGone && state !== 'refused' && standing.planGone(planTitle),
    ticketsUnsold > 0 && !isChanging && unsoldText(ticketsUnsold, { isMoreAwaited }, standing),
  ].filter(text => text !== false)
}

function hasEnded(state: OrderView['state']): boolean {
  return ['refused', 'expired', 'cancelled', 'refunded'].includes(state)
}

function unsoldText(
  count: number,
  { isMoreAwaited }: { isMoreAwaited: boolean | undefined },
  standing: Words['standing'],
) {
  return isMoreAwaited === true ? standing.tooFewFree(count) : standing.unsold(count)
}
