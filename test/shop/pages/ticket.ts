import t from 'tap'
import { ticketPage } from '../../../hooks/shop/pages/ticket.ts'
import { aConferenceView, aContext, aTicketView, now, squeeze } from '../../fixtures/shop/views.ts'

const ticket = aTicketView({ seat: 1, attendee: { firstname: 'Ada', lastname: 'Lovelace' }, qr: '<svg></svg>' })
const page = squeeze(ticketPage({ conference: aConferenceView({ startsAt: now }), ticket }, aContext()))

t.match(
  page,
  '<h1>Ticket <span class="for">Conf</span></h1><div class="tickets"><div class="ticket"><div class="face">',
)
t.match(page, '<bdi>Ada Lovelace</bdi>', 'it has the name of its holder')
t.match(
  page,
  '<ul class="links"><li><a href="/conf/tickets/early-0000001/secret.ics">Add to the calendar</a></li><li><button type="button" class="link" data-print hidden>Print</button></li></ul>',
  'it can be printed and saved to a calendar',
)
t.notMatch(page, /orders|€|class="back"/, 'it shows nothing of its order or its money')
t.notMatch(
  squeeze(ticketPage({ conference: aConferenceView(), ticket }, aContext())),
  'calendar',
  'a conference without a begin is in no calendar',
)
