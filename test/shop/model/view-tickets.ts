import t from 'tap'
import { ticketsOf, viewTicket } from '../../../hooks/shop/model/view-tickets.ts'
import { anOrder, aTicket, minuteAgo } from '../../fixtures/objects.ts'

const links = { path: '/conf/tickets/t/secret', codeUrl: 'HTTPS://SHOP/T/X', qr: '<svg></svg>' }
const attendee = { firstname: 'Ada', lastname: 'Lovelace' }

t.strictSame(
  [
    viewTicket(aTicket({ name: 'plan-0000012', attendee }), { seatsOf: { planRef: 'plan' }, planTitle: 'Plan', links }),
    viewTicket(aTicket({ name: 'hall--0000007' }), {
      seatsOf: { planRef: 'plan', poolRef: 'hall' },
      planTitle: 'Plan',
      links: { path: '/p' },
    }),
    viewTicket(aTicket(), {
      seatsOf: { planRef: 'plan', poolRef: undefined },
      planTitle: 'Plan',
      links: { path: '/p' },
    }),
  ],
  [
    { name: 'plan-0000012', plan: 'plan', planTitle: 'Plan', seat: 12, attendee, ...links },
    { name: 'hall--0000007', plan: 'plan', planTitle: 'Plan', seat: 7, path: '/p' },
    { name: 'order-1-1000000', plan: 'plan', planTitle: 'Plan', path: '/p' },
  ],
  'a ticket has the seat that it is named after, of its plan or pool',
)

t.strictSame(
  ticketsOf(anOrder(), [
    aTicket({ name: 'b' }),
    aTicket({ name: 'a' }),
    aTicket({ name: 'c' }),
    aTicket({ name: 'other', orderRef: 'order-2' }),
    aTicket({ name: 'going', metadata: { deletionTimestamp: minuteAgo } }),
  ]).map(({ metadata }) => metadata.name),
  ['a', 'b', 'c'],
  'the tickets of an order are its own that stay, by name',
)
