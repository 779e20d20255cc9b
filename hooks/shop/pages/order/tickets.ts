import { type Content, type Html, html } from '../../html/html.ts'
import type { OrderView } from '../../model/order-view.ts'
import { localPath, type PageContext } from '../context.ts'
import { faultSummary } from '../forms/fields.ts'
import { partOf } from './part.ts'
import { pendingCard, ticketCard } from './ticket-card.ts'

/** The tickets with their names, and a place for each ticket that does not exist yet. */
export function ticketsPart(view: OrderView, context: PageContext): Html {
  const { tickets, ticketsAwaited, path, nameFaults = [] } = view
  const { ticket } = context.words
  if (tickets.length + ticketsAwaited === 0) return partOf('tickets', undefined)
  const pending = Array.from({ length: ticketsAwaited }, (_, index) => pendingCard(index, context))
  const content = html`<h2>${ticket.tickets}</h2>
${ticketLinks(view, context)}
${faultSummary(nameFaults, context.words)}
<form method="post" action="${localPath(`${path}/names`, context)}">
<ul class="tickets" id="ticket-list">
${tickets.map(one => ticketCard(one, view, context))}${pending}
</ul>
${tickets.length > 0 && html`<p class="save"><button type="submit" id="save-names">${ticket.saveNames}</button></p>`}
</form>
<p class="hint">${ticket.show} ${ticket.give}</p>`
  return partOf('tickets', content)
}

function ticketLinks({ path, conference, tickets }: OrderView, context: PageContext): Content {
  const { ticket, order } = context.words
  if (tickets.length === 0) return undefined
  return html`<ul class="links">
${conference.startsAt !== undefined && html`<li><a href="${localPath(`${path}/tickets.ics`, context)}">${ticket.calendar}</a></li>`}
<li><a href="${localPath(`${path}/receipt`, context)}">${order.receipt}</a></li>
<li><button type="button" class="link" data-print hidden>${ticket.printTickets}</button></li>
</ul>`
}
