import t from 'tap'
import { mergeApplied } from '../../../../local/metacontroller/objects/three-way-merge.ts'
import { fc } from '../../../fixtures/properties.ts'

const plain = { noNullPrototype: true }
const scalar = fc.oneof(fc.integer(), fc.boolean(), fc.constantFrom('x', 'y'))
const fields = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
  plain,
)
const nested = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(scalar, fields), plain)

t.test('its arguments stay unchanged', async t => {
  fc.assert(
    fc.property(nested, nested, nested, (observed, last, desired) => {
      const before = structuredClone([observed, last, desired])
      mergeApplied(observed, last, desired)
      t.strictSame([observed, last, desired], before)
    }),
    { numRuns: 50 },
  )
})

t.test('a second merge with the applied object changes nothing', async t => {
  fc.assert(
    fc.property(nested, nested, nested, (observed, last, desired) => {
      const once = mergeApplied(observed, last, desired)
      t.strictSame(mergeApplied(once, desired, desired), once)
    }),
    { numRuns: 100 },
  )
})

t.test('fields that nobody applied or desires stay', async t => {
  fc.assert(
    fc.property(fields, fields, fields, (observed, last, desired) => {
      const merged = mergeApplied(observed, last, desired)
      for (const key of Object.keys(observed)) {
        if (!(key in last) && !(key in desired)) t.strictSame(merged[key], observed[key])
        if (key in last && !(key in desired)) t.notOk(key in merged)
      }
    }),
    { numRuns: 100 },
  )
})

t.test('objects are merged; any other value on the other side counts as an empty object', async t => {
  t.strictSame(mergeApplied({ a: { x: 1, y: 1 } }, { a: { x: 1 } }, { a: { z: 1 } }), { a: { y: 1, z: 1 } })
  t.strictSame(mergeApplied({ a: { x: 1, y: 1 } }, { a: { x: 1 } }, { a: 'text' }), { a: { y: 1 } })
  t.strictSame(mergeApplied({ a: [1] }, undefined, { a: null }), { a: [] })
  t.strictSame(mergeApplied({ a: null }, undefined, { a: { x: 1 } }), { a: { x: 1 } })
})

t.test('lists are replaced, unless all items have one of the merge keys', async t => {
  t.strictSame(mergeApplied({ a: [1, 2] }, { a: [1] }, { a: [3] }), { a: [3] })
  t.strictSame(mergeApplied({ a: [{ q: 1 }] }, undefined, { a: [{ q: 2 }] }), { a: [{ q: 2 }] })
  t.strictSame(mergeApplied({ a: [{ name: 'x' }] }, undefined, { a: [{ other: 'x' }] }), { a: [{ other: 'x' }] })
  t.strictSame(mergeApplied({ a: [] }, undefined, { a: [] }), { a: [] })
})

t.test('lists of named items are merged by name, in the observed order', async t => {
  const observed = { a: [{ name: '2', x: 1 }, { name: '1', theirs: 1 }, { name: 'gone' }] }
  const last = { a: [{ name: 'gone' }, { name: '2', x: 1 }] }
  const desired = { a: [{ name: '0' }, { name: '2', y: 1 }] }
  t.strictSame(mergeApplied(observed, last, desired), {
    a: [{ name: '2', y: 1 }, { name: '1', theirs: 1 }, { name: '0' }],
  })
})

t.test('the first of the merge keys counts, with numbers as values too', async t => {
  const ports = [
    { port: 80, name: 'a' },
    { port: 53, name: 'b' },
  ]
  t.strictSame(mergeApplied({ ports }, { ports }, { ports: [{ port: 53, name: 'c' }] }), {
    ports: [{ port: 53, name: 'c' }],
  })
})

t.test('a field may have the name of an inherited property', async t => {
  const labels = JSON.parse('{ "constructor": "x" }')
  t.strictSame(mergeApplied({ labels: {} }, { labels: {} }, { labels }), { labels })
})
