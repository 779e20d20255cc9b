import Type, { type Static } from 'typebox'
import { ageColumn, type Kind } from './crd/kind.ts'
import { orderName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { fieldOptions, text, wholeNumber } from './crd/structural.ts'

export const Attendee = Type.Object(
  {
    firstname: text(100, { description: 'The first name, in any script.' }),
    lastname: text(100, { description: 'The last name, in any script.' }),
  },
  fieldOptions({ description: 'The person who comes with this ticket. People write it, hooks never do.' }),
)

/** A code has 2 bytes for its serial (hooks/shop/tickets/code-bytes.ts). */
const highestSerial = 65_535

export const TicketSpec = Type.Object(
  {
    orderRef: orderName({
      description: 'The name of the order that the ticket belongs to.',
      rules: [{ rule: 'self == oldSelf', message: 'orderRef must not change' }],
    }),
    attendee: Type.Optional(Attendee),
    serial: Type.Optional(
      wholeNumber(0, highestSerial, {
        description:
          'The number of the valid code of the ticket; absent: 0. Raise it after a code leaked or the ticket changed hands: the entrance then refuses the older codes.',
      }),
    ),
  },
  fieldOptions({
    description: 'The order and the attendee of the ticket, and the number of its code.',
    rules: [
      {
        rule: '(has(self.serial) ? self.serial : 0) >= (has(oldSelf.serial) ? oldSelf.serial : 0)',
        message: 'serial must only rise: an older code would be valid again',
      },
    ],
  }),
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
  selectable: ['.spec.orderRef', '.spec.attendee.lastname'],
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'firstname', type: 'string', jsonPath: '.spec.attendee.firstname' },
    { name: 'lastname', type: 'string', jsonPath: '.spec.attendee.lastname' },
    {
      name: 'plan',
      type: 'string',
      jsonPath: '.metadata.labels.plans\\.app\\.corley\\.it',
      description: 'The plan of its order. A ticket from before version 0.3.0 does not have this label.',
      priority: 1,
    },
    ageColumn,
  ],
}
