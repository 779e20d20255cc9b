import t from 'tap'
import type { Kind } from '../../../hooks/schema/crd/kind.ts'
import { customResourceDefinition } from '../../../scripts/print/definition.ts'
import { kinds } from '../../../scripts/print/kinds.ts'
import { schemaFaults } from '../../fixtures/schema/faults.ts'
import type { Node } from '../../fixtures/schema/walk.ts'

const printed = (kind: Kind) => customResourceDefinition(kind).spec.versions[0]?.schema.openAPIV3Schema as Node

t.strictSame(
  kinds.map(({ kind, plural, shortName, scope }) => [kind, plural, shortName, scope]),
  [
    ['Conference', 'conferences', 'conf', 'Cluster'],
    ['Plan', 'plans', 'pl', 'Namespaced'],
    ['SeatPool', 'seatpools', 'pool', 'Namespaced'],
    ['Coupon', 'coupons', 'cpn', 'Namespaced'],
    ['Order', 'orders', 'ord', 'Namespaced'],
    ['Ticket', 'tickets', 'tck', 'Namespaced'],
    ['Reservation', 'reservations', 'rsv', 'Namespaced'],
    ['Payment', 'payments', 'pay', 'Namespaced'],
    ['Buyer', 'buyers', 'byr', 'Namespaced'],
    ['Checkout', 'checkouts', 'chk', 'Namespaced'],
    ['Refund', 'refunds', 'rfd', 'Namespaced'],
  ],
  'the kinds by the names people type',
)

for (const kind of kinds) {
  t.strictSame(schemaFaults(printed(kind)), [], `${kind.plural} are structural, described and bounded`)
}

const description = 'What it is.'
const broken: [string, Node, string][] = [
  ['const', { type: 'string', maxLength: 1, const: 'a' } as Node, 'must not have const'],
  ['$ref', { type: 'boolean', $ref: '#' } as Node, 'must not have $ref'],
  ['anyOf', { type: 'boolean', anyOf: [] } as Node, 'must not have anyOf'],
  [
    'patternProperties',
    { type: 'object', maxProperties: 1, patternProperties: {} } as Node,
    'must not have patternProperties',
  ],
  ['multipleOf', { type: 'number', minimum: 0, maximum: 1, multipleOf: 0.01 } as Node, 'must not have multipleOf'],
  ['no type', {}, 'must have a type'],
  ['a string without an end', { type: 'string' }, 'must have a bound'],
  ['a number without a maximum', { type: 'number', minimum: 0 }, 'must have a bound'],
  ['an integer without a minimum', { type: 'integer', maximum: 0 }, 'must have a bound'],
  ['a list without an end', { type: 'array', items: { type: 'boolean', description } }, 'must have a bound'],
  ['a map without an end', { type: 'object' }, 'must have a bound'],
  [
    'a map with fields',
    { type: 'object', properties: {}, additionalProperties: { type: 'boolean', description } },
    'must have properties or additionalProperties, not both',
  ],
  [
    'a rule without the word must',
    { type: 'boolean', 'x-kubernetes-validations': [{ rule: 'self', message: 'is wrong' }] },
    'must say "must" in "is wrong"',
  ],
]

for (const [what, node, fault] of broken) {
  const field = { type: 'object', description, properties: { field: { description, ...node } } }
  t.strictSame(schemaFaults(field), [`field ${fault}`], `the walk notices ${what}`)
}
t.strictSame(
  schemaFaults({ type: 'array', description, maxItems: 1, items: { type: 'boolean' } }),
  ['[] must have a description'],
  'the walk notices an item without a description',
)
