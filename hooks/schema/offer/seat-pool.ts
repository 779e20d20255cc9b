import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from '../crd/condition.ts'
import { ageColumn, type Kind } from '../crd/kind.ts'
import { boundedPoolName } from '../crd/names.ts'
import { storedObject } from '../crd/object.ts'
import { fieldOptions, text, wholeNumber } from '../crd/structural.ts'
import { countColumn, countField } from './counts.ts'

export const SeatPoolSpec = Type.Object(
  {
    title: text(200, { description: 'The name of the pool for people, such as that of the hall.' }),
    capacity: wholeNumber(0, 999_999, {
      description: 'The number of seats. It may change. If it falls below the seats taken, these stay.',
    }),
  },
  fieldOptions({ description: 'The seats that plans share.' }),
)

export const SeatPoolStatus = Type.Object(
  {
    held: countField('The number of seats that are held and not sold yet, over all plans.'),
    sold: countField('The number of seats that are sold, over all plans.'),
    waiting: countField('The number of tickets that waitlisted orders ask for, over all plans.'),
    left: countField('The number of seats that are neither held nor sold.'),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'The state of the sale over all plans of the pool. Only the box office writes it.' }),
)
export type SeatPoolStatus = Static<typeof SeatPoolStatus>

export const SeatPool = storedObject('SeatPool', SeatPoolSpec, SeatPoolStatus)
export type SeatPool = Static<typeof SeatPool>

export const seatPoolKind: Kind = {
  kind: 'SeatPool',
  plural: 'seatpools',
  shortName: 'pool',
  scope: 'Namespaced',
  description: 'Seats that several plans share, such as the seats of one hall.',
  spec: SeatPoolSpec,
  status: SeatPoolStatus,
  rules: [boundedPoolName],
  columns: [
    { name: 'Title', type: 'string', jsonPath: '.spec.title' },
    { name: 'Capacity', type: 'integer', jsonPath: '.spec.capacity' },
    countColumn('held'),
    countColumn('sold'),
    countColumn('waiting'),
    countColumn('left'),
    ageColumn,
  ],
}
