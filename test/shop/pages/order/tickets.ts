import t from 'tap'
import type { OrderView } from '../../../../hooks/shop/model/order-view.ts'
import { ticketsPart } from '../../../../hooks/shop/pages/order/tickets.ts'
import { aConferenceView, aContext, anOrderView, aTicketView, now, squeeze } from '../../../fixtures/shop/views.ts'

function partOf(view: Partial<OrderView>): string {
  return squeeze(ticketsPart(anOrderView(view), aContext({ isChosen: true })))
}
const tickets = [aTicketView()]

t.equal(
  partOf({}),
  '<section id="part-tickets" class="part tickets" data-part="" hidden></section>',
  'no tickets, no part',
)
t.match(
  partOf({ tickets, conference: aConferenceView({ startsAt: now }) }),
  [
    '<h2>Your tickets</h2><ul class="links"><li><a href="/conf/orders/web-1/secret/tickets.ics?lang=en">Add to the calendar</a></li>',
    '<li><a href="/conf/orders/web-1/secret/receipt?lang=en">Receipt</a></li><li><button type="button" class="link" data-print hidden>Print the tickets</button></li></ul>',
    '<form method="post" action="/conf/orders/web-1/secret/names?lang=en"><ul class="tickets" id="ticket-list"><li class="ticket" id="ticket-early-0000001">',
  ].join(''),
  'tickets have a calendar, a receipt, and a form for names',
)
t.match(
  partOf({ tickets, ticketsAwaited: 1 }),
  '<li class="ticket pending" id="pending-1"><p>This ticket is being issued.</p></li></ul><p class="save"><button type="submit" id="save-names">Save the names</button></p></form>',
  'tickets to come have their places',
)
t.notMatch(partOf({ tickets }), 'calendar', 'a conference without a begin is in no calendar')
t.notMatch(
  partOf({ ticketsAwaited: 2 }),
  /save-names|class="links"/,
  'without a ticket there is nothing to save or print',
)
t.match(
  partOf({ tickets, nameFaults: [{ field: 'early-0000001.lastname', problem: 'missing' }] }),
  '<li><a href="#field-early-0000001-lastname">Enter a last name</a></li>',
  'faults of names are above the form',
)
