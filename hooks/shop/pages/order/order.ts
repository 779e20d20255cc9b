import { type Html, html, renderHtml } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import type { OrderEvent } from '../../model/page-views.ts'
import { localPath, type PageContext } from '../context.ts'
import { faultSummary } from '../forms/fields.ts'
import { framePage } from '../frame.ts'
import { actionsPart } from './actions.ts'
import { alternativesPart } from './alternatives.ts'
import { type PartName, partId } from './part.ts'
import { payPart } from './pay.ts'
import { announcementOf, standingPart } from './standing.ts'
import { standingText } from './standing-text.ts'
import { summaryPart } from './summary.ts'
import { ticketsPart } from './tickets.ts'

/** `/<conference>/orders/<name>/<secret>`: the standing of the order, and everything that its buyer can do. */
export function orderPage(view: OrderView, context: PageContext): Html {
  const { conference, path, said, faults = [] } = view
  const { order, frame } = context.words
  const { standing, ...others } = partsOf(view, context)
  const main = html`${faultSummary(faults, context.words)}
<h1>${order.yourOrder} <span class="for">${conference.title}</span></h1>
${said && html`<p class="notice" role="status">${order.said[said]}</p>`}
<div id="live" data-events="${localPath(`${path}/events`, context)}">
${standing}
<p class="refresh"><a class="button second" id="refresh" href="${localPath(path, context)}">${order.refresh}</a></p>
<div class="keep">
<p>${order.keepLink}</p>
<p><button type="button" class="second" data-copy-address hidden>${order.copyLink}</button></p>
</div>
${Object.values(others)}
</div>
<p class="notice lost" id="lost" hidden>${order.lost}</p>`
  const back = { path: `/${conference.name}`, text: frame.back(conference.title) }
  return framePage({ title: titleOf(view, context), main, kind: 'order-page', back }, context)
}

/** The event that brings an open page up to date. */
export function orderEvent(view: OrderView, context: PageContext): OrderEvent {
  const parts = Object.entries(partsOf(view, context)).map(([name, part]) => [
    partId(name as PartName),
    renderHtml(part),
  ])
  return {
    parts: Object.fromEntries(parts),
    title: titleOf(view, context),
    announcement: announcementOf(view, context),
    now: context.now,
  }
}

function titleOf(view: OrderView, context: PageContext): string {
  return `${standingText(view, context).title} – ${view.conference.title}`
}

function partsOf(view: OrderView, context: PageContext): Record<PartName, Html> {
  return {
    standing: standingPart(view, context),
    pay: payPart(view, context),
    tickets: ticketsPart(view, context),
    alternatives: alternativesPart(view, context),
    summary: summaryPart(view, context),
    actions: actionsPart(view, context),
  }
}
