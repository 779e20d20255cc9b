import Type, { type Static } from 'typebox'
import { withoutDecimals, withoutDecimalsAtGateways } from '../rules/money.ts'
import { Conditions, ObservedGeneration } from './crd/condition.ts'
import type { Kind } from './crd/kind.ts'
import { celList, currency, price } from './crd/money.ts'
import { boundedName } from './crd/names.ts'
import { storedObject } from './crd/object.ts'
import { whenChanged } from './crd/ratchet.ts'
import { fieldOptions, text, wholeNumber } from './crd/structural.ts'

export const PlanSpec = Type.Object(
  {
    title: text(200, { description: 'The name of the plan for people.' }),
    description: Type.Optional(text(5000, { description: 'The contents of a ticket of this plan.', minLength: 0 })),
    price: price({
      description: 'The price of one ticket in currency, such as 29.90. Orders that are held or sold keep theirs.',
    }),
    active: Type.Boolean({
      description:
        'Whether the plan is on sale: true by default. While it is false, new orders are refused, and nobody on the waitlist is served.',
      default: true,
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency of price: EUR by default.', default: 'EUR' }),
    capacity: Type.Optional(
      wholeNumber(0, 999_999, {
        description:
          'The number of seats. Absent: no limit. The number may change; a plan cannot get or lose a capacity.',
      }),
    ),
    holdMinutes: wholeNumber(1, 10_080, {
      description: 'For how many minutes a seat is held for a payment: 15 by default.',
      default: 15,
    }),
  },
  fieldOptions({
    description: 'The tickets on sale, and their price.',
    rules: [
      {
        rule: 'has(self.capacity) == has(oldSelf.capacity)',
        message: 'capacity must not be added or removed: create another plan',
      },
      whenChanged(['price', 'currency'], {
        rule: `!(self.currency in ${celList([...withoutDecimals, ...withoutDecimalsAtGateways])}) || self.price == double(int(self.price))`,
        message:
          'price must be a whole number in a currency without decimals, or whose decimals gateways refuse (HUF, TWD)',
      }),
    ],
  }),
)

const countField = (description: string) => Type.Optional(wholeNumber(0, Number.MAX_SAFE_INTEGER, { description }))

export const PlanStatus = Type.Object(
  {
    held: countField('The number of tickets that are held and not sold yet.'),
    sold: countField('The number of tickets that are sold.'),
    waiting: countField('The number of tickets that waitlisted orders ask for.'),
    left: countField('The number of seats that are neither held nor sold. Absent without capacity.'),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'How the sale stands. Only the box office writes it.' }),
)
export type PlanStatus = Static<typeof PlanStatus>

export const Plan = storedObject('Plan', PlanSpec, PlanStatus)
export type Plan = Static<typeof Plan>

const wideColumn = (name: string) => ({ name, type: 'integer', jsonPath: `.status.${name}`, priority: 1 }) as const

export const planKind: Kind = {
  kind: 'Plan',
  plural: 'plans',
  shortName: 'pl',
  scope: 'Namespaced',
  description: 'A kind of ticket of a conference, and its price.',
  spec: PlanSpec,
  status: PlanStatus,
  rules: [boundedName],
  columns: [
    { name: 'Title', type: 'string', jsonPath: '.spec.title' },
    { name: 'Active', type: 'boolean', jsonPath: '.spec.active' },
    { name: 'Price', type: 'number', jsonPath: '.spec.price' },
    wideColumn('held'),
    wideColumn('sold'),
    wideColumn('waiting'),
    wideColumn('left'),
  ],
}
