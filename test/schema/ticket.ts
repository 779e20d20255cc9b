import t from 'tap'
import { Ticket, TicketSpec, ticketKind } from '../../hooks/schema/ticket.ts'
import { aTicket } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const { columns, selectable, spec, status } = ticketKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['order', 'string', '.spec.orderRef', undefined],
    ['firstname', 'string', '.spec.attendee.firstname', undefined],
    ['lastname', 'string', '.spec.attendee.lastname', undefined],
    ['plan', 'string', '.metadata.labels.plans\\.app\\.corley\\.it', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: the order and the attendee, and with -o wide the plan, which is a label',
)
t.strictSame(
  selectable,
  ['.spec.orderRef', '.spec.attendee.lastname'],
  'the tickets of an order and of a person can be listed',
)
t.strictSame([spec, status], [TicketSpec, undefined], 'has no status')
t.equal(misfit(Ticket, aTicket()), undefined, 'a ticket without an attendee is valid')
t.equal(
  misfit(Ticket, aTicket({ attendee: { firstname: '小明', lastname: 'Ó' } })),
  undefined,
  'a ticket with an attendee is valid',
)
t.equal(
  misfit(Ticket, { ...aTicket(), spec: { orderRef: 'order-1', attendee: { firstname: 'Ada' } } }),
  "it/spec/attendee must have required property 'lastname'",
)
t.equal(misfit(Ticket, aTicket({ serial: 65_535 })), undefined, 'a ticket with a serial is valid')
t.equal(misfit(Ticket, aTicket({ serial: -1 })), 'it/spec/serial must be >= 0')
t.equal(misfit(Ticket, aTicket({ serial: 65_536 })), 'it/spec/serial must be <= 65535')
