import Type, { type Static } from 'typebox'
import type { Kind } from './crd/kind.ts'
import { orderName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { fieldOptions, text } from './crd/structural.ts'

export const Attendee = Type.Object(
  {
    firstname: text(100, { description: 'The first name, in any script.' }),
    lastname: text(100, { description: 'The last name, in any script.' }),
  },
  fieldOptions({ description: 'The person who comes with this ticket. People write it, hooks never do.' }),
)

export const TicketSpec = Type.Object(
  {
    orderRef: orderName({
      description: 'The name of the order that the ticket belongs to.',
      rules: [{ rule: 'self == oldSelf', message: 'orderRef must not change' }],
    }),
    attendee: Type.Optional(Attendee),
  },
  fieldOptions({ description: 'The order and the attendee of the ticket.' }),
)

export const Ticket = storedObjectWithoutStatus('Ticket', TicketSpec)
export type Ticket = Static<typeof Ticket>

export const ticketKind: Kind = {
  kind: 'Ticket',
  plural: 'tickets',
  shortName: 'tck',
  scope: 'Namespaced',
  description: 'One ticket of a confirmed order. The order hook creates and deletes it.',
  spec: TicketSpec,
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'firstname', type: 'string', jsonPath: '.spec.attendee.firstname' },
    { name: 'lastname', type: 'string', jsonPath: '.spec.attendee.lastname' },
  ],
}
