import t from 'tap'
import { pendingCard, ticketCard, ticketFace } from '../../../../hooks/shop/pages/order/ticket-card.ts'
import { readHtml } from '../../../fixtures/shop/read-html.ts'
import { aConferenceView, aContext, anOrderView, aTicketView, squeeze } from '../../../fixtures/shop/views.ts'

const attendee = { firstname: 'Ada', lastname: 'Lovelace <' }

t.equal(
  squeeze(
    ticketFace(
      aTicketView({ seat: 12, attendee, qr: '<svg></svg>' }),
      aConferenceView({ onDay: 'in March', venue: 'Turin' }),
      aContext(),
    ),
  ),
  [
    '<div class="face"><div class="what"><p class="conference">Conf</p><p class="where lines">in March Turin</p><p class="plan">Early</p><p class="seat">Seat 12</p>',
    '<p class="holder"><span>Holder</span><bdi>Ada Lovelace &lt;</bdi></p><p class="number">Ticket early-0000001</p></div>',
    '<div class="qr" role="img" aria-label="QR code of ticket early-0000001"><svg></svg></div></div>',
  ].join(''),
  'a ticket says what for, where, for whom, and has a code',
)
t.equal(
  squeeze(ticketFace(aTicketView(), aConferenceView(), aContext())),
  [
    '<div class="face"><div class="what"><p class="conference">Conf</p><p class="plan">Early</p>',
    '<p class="holder"><span>Holder</span> No name yet</p><p class="number">Ticket early-0000001</p></div>',
    '<p class="qr none">The code appears here once tickets of this conference can be checked.</p></div>',
  ].join(''),
  'a ticket may have neither name nor code yet',
)
t.match(
  squeeze(ticketFace(aTicketView(), aConferenceView({ venue: 'Turin' }), aContext())),
  '<p class="where lines">Turin</p>',
  'a place may be known without a date',
)

const card = squeeze(ticketCard(aTicketView({ attendee }), anOrderView(), aContext({ isChosen: true })))
t.match(card, /^<li class="ticket" id="ticket-early-0000001"><div class="face">/, 'a card is found by its ticket')
t.match(
  card,
  '<fieldset class="names"><legend class="unseen">Name on ticket early-0000001</legend><div class="field"><label for="field-early-0000001-firstname">First name</label>',
  'its fields are told from those of other tickets',
)
t.match(
  card,
  '<p class="open"><a href="/conf/tickets/early-0000001/secret?lang=en">Page of this ticket<span class="unseen"> early-0000001</span></a></p></li>',
  'it links to the page to give away',
)

function valuesOf(view: Parameters<typeof anOrderView>[0]) {
  const html = squeeze(ticketCard(aTicketView({ attendee }), anOrderView(view), aContext()))
  return readHtml(html).tags.flatMap(({ name, attributes }) => (name === 'input' ? attributes['value'] : []))
}
t.strictSame(valuesOf({}), ['Ada', 'Lovelace <'], 'the fields have the name of the holder')
t.strictSame(
  valuesOf({ nameValues: { 'early-0000001.firstname': '' } }),
  ['', 'Lovelace <'],
  'or the text that was typed, if the form comes back',
)
t.equal(
  squeeze(pendingCard(0, aContext())),
  '<li class="ticket pending" id="pending-1"><p>This ticket is being issued.</p></li>',
  'a ticket to come has its place',
)
