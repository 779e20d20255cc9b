import t from 'tap'
import { customResourceDefinition } from '../../scripts/print/definition.ts'
import { kinds } from '../../scripts/print/kinds.ts'
import { refusedUpdates } from '../fixtures/manifests/changed.ts'
import { refusedManifests } from '../fixtures/manifests/refused.ts'
import { refusedBuyers } from '../fixtures/manifests/refused-buyers.ts'
import { refusedFacts } from '../fixtures/manifests/refused-facts.ts'
import { refusedMoney } from '../fixtures/manifests/refused-money.ts'
import { type Node, walk } from '../fixtures/schema/walk.ts'

const rows = [...refusedManifests, ...refusedFacts, ...refusedBuyers, ...refusedMoney, ...refusedUpdates]

/** The keyword of a bound in the messages of the API server. */
const bounds: [keyof Node, RegExp][] = [
  ['minLength', /should be at least \d+ chars/],
  ['maxLength', /Too long/],
  ['pattern', /should match/],
  ['minimum', /greater than or equal/],
  ['maximum', /less than or equal/],
  ['minItems', /should have at least/],
  ['maxItems', /must have at most \d+ items/],
  ['maxProperties', /must have at most \d+ items/],
  ['enum', /Unsupported value/],
]

for (const kind of kinds) {
  const [version] = customResourceDefinition(kind).spec.versions
  const nodes = [...walk(version?.schema.openAPIV3Schema as Node)].filter(({ path }) => !/^status\b/.test(path))
  const ofKind = rows.filter(row => row.kind === kind.kind)
  // seats[] of the schema is seats[0] of a message, and a value of a map has its key as its name.
  const at = (path: string) =>
    ofKind.filter(({ field }) => field.replace(/\[\d+\]/, '[]').replace(/(namespaceLabels)\..+/, '$1{}') === path)

  t.test(`every rule and every bound of ${kind.plural} has a test`, async t => {
    for (const { path, node } of nodes) {
      for (const { message } of node['x-kubernetes-validations'] ?? []) {
        t.ok(
          at(path || '<nil>').some(row => row.words.includes(message)),
          `${path}: ${message}`,
        )
      }
      for (const [keyword, words] of bounds) {
        // A minLength of 0 and the like rejects nothing.
        if (node[keyword] === undefined || (keyword === 'minLength' && node[keyword] === 0)) continue
        t.ok(
          at(path).some(row => words.test(row.words)),
          `${path}: ${keyword}`,
        )
      }
      for (const name of path === '' ? [] : (node.required ?? [])) {
        t.ok(
          at(`${path}.${name}`).some(row => row.words === 'Required value'),
          `${path}.${name}: required`,
        )
      }
    }
  })
}
