import { type Content, constantHtml, type Html, html } from '../../html/html.ts'
import { longestName } from '../../model/form-limits.ts'
import type { OrderView } from '../../model/order-view.ts'
import type { TicketView } from '../../model/views.ts'
import { whenText } from '../conference-facts.ts'
import { localPath, type PageContext } from '../context.ts'
import { fieldHtml } from '../forms/fields.ts'

/** The ticket as it is printed: conference, plan, seat, holder and code. */
export function ticketFace(ticket: TicketView, conference: OrderView['conference'], context: PageContext): Html {
  const { words } = context
  const { name, seat, attendee, planTitle, qr } = ticket
  const when = whenText(conference, context)
  return html`<div class="face">
<div class="what">
<p class="conference">${conference.title}</p>
${(when !== undefined || conference.venue !== undefined) && html`<p class="where lines">${[when, conference.venue].filter(one => one !== undefined).join('\n')}</p>`}
<p class="plan">${planTitle}</p>
${seat !== undefined && html`<p class="seat">${words.ticket.seat(seat)}</p>`}
<p class="holder"><span>${words.ticket.holder}</span> ${attendee ? html`<bdi>${attendee.firstname} ${attendee.lastname}</bdi>` : words.ticket.noName}</p>
<p class="number">${words.ticket.numbered(name)}</p>
</div>
${qrHtml(name, qr, context)}
</div>`
}

function qrHtml(name: string, qr: string | undefined, { words }: PageContext): Content {
  if (qr === undefined) return html`<p class="qr none">${words.ticket.noCode}</p>`
  return html`<div class="qr" role="img" aria-label="${words.ticket.code(name)}">${constantHtml(qr)}</div>`
}

/** A ticket of an order, with the fields for its name and the link to give away. */
export function ticketCard(ticket: TicketView, view: OrderView, context: PageContext): Html {
  const { words } = context
  const { name, attendee, path } = ticket
  const { nameFaults = [], nameValues = {} } = view
  const input = { type: 'text', maxlength: longestName, autocomplete: 'off' }
  const fields = [
    { name: `${name}.firstname`, label: words.conference.firstname, value: attendee?.firstname },
    { name: `${name}.lastname`, label: words.conference.lastname, value: attendee?.lastname },
  ].map(({ value, ...field }) => ({ ...field, input: { ...input, value: nameValues[field.name] ?? value } }))
  return html`<li class="ticket" id="ticket-${name}">
${ticketFace(ticket, view.conference, context)}
<fieldset class="names">
<legend class="unseen">${words.ticket.name(name)}</legend>
${fields.map(field => fieldHtml(field, nameFaults, words))}
</fieldset>
<p class="open"><a href="${localPath(path, context)}">${words.ticket.open}<span class="unseen"> ${name}</span></a></p>
</li>`
}

/** The place of a ticket that does not exist yet. */
export function pendingCard(index: number, { words }: PageContext): Html {
  return html`<li class="ticket pending" id="pending-${index + 1}"><p>${words.ticket.pending}</p></li>`
}
