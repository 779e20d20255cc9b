import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import type { Kind } from '../../hooks/schema/crd/kind.ts'
import { timePattern } from '../../hooks/schema/crd/structural.ts'
import { customResourceDefinition } from '../../scripts/print/definition.ts'
import { kinds } from '../../scripts/print/kinds.ts'
import { narrowings } from '../fixtures/schema/narrowing.ts'
import type { Node } from '../fixtures/schema/walk.ts'

interface Definition {
  spec: { versions: { name: string; schema: { openAPIV3Schema: unknown } }[] }
}

const releases = join(import.meta.dirname, '..', 'fixtures', 'releases')
const schemaOf = ({ spec }: Definition) =>
  spec.versions.find(({ name }) => name === 'v1')?.schema.openAPIV3Schema as Node

/** The schema of the programs: they accept a time in any form, and only the API server checks the pattern. */
function checkedByPrograms(node: Node): Node {
  return JSON.parse(JSON.stringify(node), (_, value) => {
    if (value?.pattern !== timePattern) return value
    const { pattern: __, ...rest } = value
    return { ...rest, format: 'date-time' }
  })
}

const fileOf = (version: string, kind: string) => join(releases, version, 'crds', `${kind.toLowerCase()}.yaml`)

for (const version of ['0.1.0', '0.2.0']) {
  const isOld = ({ kind }: Kind) => existsSync(fileOf(version, kind))
  t.strictSame(
    kinds.filter(kind => !isOld(kind)).map(({ kind }) => kind),
    ['SeatPool', 'Buyer', 'Checkout', 'Refund'],
    `every other kind is one of ${version}`,
  )
  for (const kind of kinds.filter(isOld)) {
    const file = fileOf(version, kind.kind)
    t.strictSame(
      narrowings(
        schemaOf(parse(readFileSync(file, 'utf8'))),
        checkedByPrograms(schemaOf(customResourceDefinition(kind))),
      ),
      [],
      `programs read every ${kind.kind} that ${version} stored: they refuse what does not fit the schema of today`,
    )
  }
}

const before: Node = {
  type: 'object',
  properties: { seats: { type: 'array', maxItems: 9, items: { type: 'string' } } },
}
const narrowed: [string, Node, string][] = [
  ['an item that is gone', { type: 'object', properties: { seats: { type: 'array' } } }, 'seats[] must not be gone'],
  ['a field that is asked for', { ...before, required: ['seats'] }, ' must not require seats'],
  ['a list that ends earlier', seats({ maxItems: 8 }), 'seats must not have a smaller maxItems'],
  ['a list that begins later', seats({ minItems: 1 }), 'seats must not have a larger minItems'],
  [
    'a list that became a set',
    seats({ 'x-kubernetes-list-type': 'set' }),
    'seats must not have another x-kubernetes-list-type',
  ],
  [
    'an item that ends',
    seats({ items: { type: 'string', maxLength: 5 } }),
    'seats[] must not have a smaller maxLength',
  ],
  ['an item of another type', seats({ items: { type: 'integer' } }), 'seats[] must not have another type'],
  ['an item of a form', seats({ items: { type: 'string', pattern: '^a' } }), 'seats[] must not have another pattern'],
  ['an item of some words', seats({ items: { type: 'string', enum: ['a'] } }), 'seats[] must not have an enum'],
]
for (const [what, now, fault] of narrowed)
  t.strictSame(narrowings(before, now), [fault], `the comparison notices ${what}`)
t.strictSame(
  narrowings({ type: 'string', enum: ['a', 'b'] }, { type: 'string', enum: ['b', 'c'] }),
  [' must not lose the word a'],
  'the comparison notices a removed value of an enum',
)
t.strictSame(
  narrowings(seats({ items: { type: 'string', pattern: '^a', maxLength: 5, enum: ['a'] } }), {
    ...seats({ maxItems: 10, items: { type: 'string', maxLength: 6 } }),
    description: 'more',
  }),
  [],
  'and accepts every looser schema',
)

function seats(changed: Node): Node {
  return { type: 'object', properties: { seats: { ...before.properties?.['seats'], ...changed } } }
}
