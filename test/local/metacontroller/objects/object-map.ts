import t from 'tap'
import {
  insertObject,
  kindGroup,
  kindKey,
  type ObjectMap,
  sortedGroups,
  toWire,
} from '../../../../local/metacontroller/objects/object-map.ts'
import { fc } from '../../../fixtures/properties.ts'

const object = (apiVersion: string, kind: string, name: string, namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace && { namespace }) },
})

t.test('kinds are keyed as in wire format v2', async t => {
  t.equal(kindKey({ apiVersion: 'v1', kind: 'Namespace' }), 'Namespace.v1')
  t.equal(kindKey({ apiVersion: 'app.corley.it/v1', kind: 'Ticket' }), 'Ticket.app.corley.it/v1')
})

t.test('every kind has a group, the later of two objects with one name stays, keys are sorted', async t => {
  const map: ObjectMap = new Map()
  kindGroup(map, { apiVersion: 'v1', kind: 'Secret' })
  const [first, second] = [object('v1', 'Pod', 'b', 'n'), object('v1', 'Pod', 'a', 'n')]
  for (const pod of [object('v1', 'Pod', 'b', 'n'), first, second]) insertObject(map, pod)
  const wire = toWire(map)
  t.strictSame(wire, { 'Pod.v1': { 'n/a': second, 'n/b': first }, 'Secret.v1': {} })
  t.equal(JSON.stringify(Object.keys(wire)), '["Pod.v1","Secret.v1"]')
  t.strictSame(Object.keys(wire['Pod.v1'] ?? {}), ['n/a', 'n/b'])
})

t.test('groups are sorted by group, version and kind, in whatever order they came', async t => {
  const sorted = [
    { apiVersion: 'v1', kind: 'ConfigMap' },
    { apiVersion: 'v1', kind: 'Namespace' },
    { apiVersion: 'v2', kind: 'Aardvark' },
    { apiVersion: 'app.corley.it/v1', kind: 'Ticket' },
    { apiVersion: 'batch/v1', kind: 'Job' },
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), shuffled => {
      const map: ObjectMap = new Map()
      for (const kind of shuffled) kindGroup(map, kind)
      t.strictSame(
        sortedGroups(map).map(({ apiVersion, kind }) => ({ apiVersion, kind })),
        sorted,
      )
    }),
    { numRuns: 30 },
  )
})
