import { type Html, html } from '../html/html.ts'
import type { TicketPageView } from '../model/page-views.ts'
import { localPath, type PageContext } from './context.ts'
import { framePage } from './frame.ts'
import { ticketFace } from './order/ticket-card.ts'

/** `/<conference>/tickets/<ticket>/<secret>`: one ticket for its holder, with nothing of its order. */
export function ticketPage({ conference, ticket }: TicketPageView, context: PageContext): Html {
  const { words } = context
  const main = html`<h1>${words.ticket.ticket} <span class="for">${conference.title}</span></h1>
<div class="tickets"><div class="ticket">${ticketFace(ticket, conference, context)}</div></div>
<p class="hint">${words.ticket.show}</p>
<ul class="links">
${conference.startsAt !== undefined && html`<li><a href="${localPath(`${ticket.path}.ics`, context)}">${words.ticket.calendar}</a></li>`}
<li><button type="button" class="link" data-print hidden>${words.frame.print}</button></li>
</ul>`
  return framePage({ title: `${words.ticket.ticket} – ${conference.title}`, main, kind: 'ticket-page' }, context)
}
