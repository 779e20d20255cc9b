import t from 'tap'
import Type from 'typebox'
import type { Kind } from '../../../hooks/schema/crd/kind.ts'
import { fieldOptions, time, timePattern, wholeNumber } from '../../../hooks/schema/crd/structural.ts'
import { customResourceDefinition } from '../../../scripts/print/definition.ts'

const seats = { type: 'integer', minimum: 1, maximum: 9, description: 'How many.' }
const hall: Kind = {
  kind: 'Hall',
  plural: 'halls',
  shortName: 'hl',
  scope: 'Namespaced',
  description: 'A hall.',
  spec: Type.Object(
    { seats: wholeNumber(1, 9, { description: 'How many.' }) },
    fieldOptions({ description: 'What it has.' }),
  ),
  columns: [{ name: 'seats', type: 'integer', jsonPath: '.spec.seats' }],
}
const [first] = customResourceDefinition(hall).spec.versions

t.test('a kind without a status is printed whole', async t => {
  t.strictSame(customResourceDefinition(hall), {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'halls.app.corley.it' },
    spec: {
      group: 'app.corley.it',
      scope: 'Namespaced',
      names: {
        kind: 'Hall',
        listKind: 'HallList',
        plural: 'halls',
        singular: 'hall',
        shortNames: ['hl'],
        categories: ['kconference'],
      },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description: 'A hall.',
              required: ['spec'],
              properties: {
                spec: { type: 'object', properties: { seats }, description: 'What it has.', required: ['seats'] },
              },
            },
          },
          additionalPrinterColumns: [{ name: 'seats', type: 'integer', jsonPath: '.spec.seats' }],
        },
      ],
    },
  })
})

t.test('fields by which objects are selected are listed for the API server', async t => {
  const [version] = customResourceDefinition({ ...hall, selectable: ['.spec.seats'] }).spec.versions
  t.strictSame(version?.selectableFields, [{ jsonPath: '.spec.seats' }])
  t.notOk(first && 'selectableFields' in first)
})

t.test('a status is a subresource, and so is scale if the kind has it', async t => {
  const status = Type.Object({ free: wholeNumber(0, 9, { description: 'How many are free.' }) })
  const scale = { specReplicasPath: '.spec.seats', statusReplicasPath: '.status.free', labelSelectorPath: '.status.l' }
  const subresources = (kind: Kind) => customResourceDefinition(kind).spec.versions[0]
  t.match(subresources({ ...hall, status }), { subresources: { status: {} } })
  t.notHas(subresources({ ...hall, status }), { subresources: { scale: {} } })
  t.match(subresources({ ...hall, status, scale }), { subresources: { status: {}, scale } })
  t.notHas(first, { subresources: {} })
})

t.test('a status belongs to its writer as a whole, and so does a spec with a single writer', async t => {
  const status = Type.Object({ free: wholeNumber(0, 9, { description: 'How many are free.' }) })
  const typeOf = (kind: Kind, field: 'spec' | 'status') =>
    customResourceDefinition(kind).spec.versions[0]?.schema.openAPIV3Schema.properties[field]?.['x-kubernetes-map-type']
  t.equal(typeOf({ ...hall, status }, 'status'), 'atomic')
  t.equal(typeOf({ ...hall, status }, 'spec'), undefined)
  t.equal(typeOf({ ...hall, isSpecWhole: true }, 'spec'), 'atomic')
})

t.test('rules over the whole object are at its root', async t => {
  const rules = [{ rule: 'size(self.metadata.name) <= 55', message: 'must be short' }]
  const [version] = customResourceDefinition({ ...hall, rules }).spec.versions
  t.match(version?.schema.openAPIV3Schema, { 'x-kubernetes-validations': rules })
})

t.test('a field with a default is not required from a writer', async t => {
  const spec = (fields: Parameters<typeof Type.Object>[0]) =>
    customResourceDefinition({ ...hall, spec: Type.Object(fields) }).spec.versions[0]?.schema.openAPIV3Schema.properties
      .spec
  const given = wholeNumber(1, 9, { description: 'How many.', default: 1 })
  const asked = wholeNumber(1, 9, { description: 'How many.' })
  t.strictSame(spec({ given, asked })?.required, ['asked'])
  t.notHas(spec({ given }), { required: [] })
  t.notHas(spec({ asked: Type.Optional(asked) }), { required: [] })
  t.strictSame(
    customResourceDefinition({ ...hall, spec: Type.Unsafe({ type: 'object' }) }).spec.versions[0]?.schema
      .openAPIV3Schema.properties.spec,
    { type: 'object' },
    'and a spec without fields requires nothing',
  )
})

t.test('a time is printed as a pattern, which CEL reads as text', async t => {
  const spec = Type.Object({ opens: Type.Array(time({ description: 'When it opens.' })) })
  const schema = customResourceDefinition({ ...hall, spec }).spec.versions[0]?.schema.openAPIV3Schema
  t.match(schema, { properties: { spec: { properties: { opens: { items: { pattern: timePattern } } } } } })
  t.notMatch(JSON.stringify(schema), 'date-time')
})

t.test('a time has one form, with a day and an hour that exist', async t => {
  const isTime = new RegExp(timePattern)
  const right = [
    '2026-11-20T08:00:00Z',
    '2026-11-20T08:00:00.123456Z',
    '2026-11-20T08:00:00-03:30',
    '2026-12-31T23:59:59+14:00',
  ]
  const wrong = [
    '2026-11-20t08:00:00Z',
    '2026-11-20T08:00:00z',
    '2026-11-20 08:00:00Z',
    '2026-11-20T08:00:00',
    '2026-11-20T08:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T08:60:00Z',
    '2026-11-20T08:00:60Z',
    '2026-00-20T08:00:00Z',
    '2026-11-32T08:00:00Z',
    '2026-11-20T08:00:00+24:00',
    '2026-11-20T08:00:00+01:60',
    '2026-11-20T08:00:00.Z',
    '12026-11-20T08:00:00Z',
    '2026-11-20T08:00:00Z\n',
  ]
  for (const one of right) t.ok(isTime.test(one), one)
  for (const one of wrong) t.notOk(isTime.test(one), one)
})
