import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { printedSchema } from '../../../../scripts/print/schema/printed-schema.ts'

const project = join(import.meta.dirname, '..', '..', '..', '..')
const path = 'charts/kconference/values.schema.json'
const values = readFileSync(join(project, 'charts', 'kconference', 'values.yaml'), 'utf8')
const chart = (text: string) => ({ charts: { kconference: { 'values.yaml': text } } })

t.test('each value has its description, its default and its shape, in the order of values.yaml', async t => {
  const { properties, ...head } = JSON.parse(printedSchema(project).get(path) ?? '')
  t.strictSame(head, {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
  })
  t.strictSame(Object.keys(properties).slice(0, 4), ['global', 'image', 'commonLabels', 'commonAnnotations'])
  t.strictSame(properties.hooks.properties.replicas, {
    description: 'Number of pods. They keep no state, so any number works.',
    default: 2,
    type: 'integer',
    minimum: 0,
  })
  t.match(properties.hooks, { type: 'object', additionalProperties: false })
  t.match(properties.policies.properties.roles.properties.create, { type: 'boolean', default: true })
})

t.test('each value has a line of its own', async t => {
  const lines = printedSchema(project).get(path)?.split('\n') ?? []
  t.ok(
    lines.includes(
      '        "stripeMode": {"description":"Accepted mode of Stripe events: live or test.","default":"live","enum":["live","test"]},',
    ),
  )
  t.ok(lines.includes('    "hooks": {'))
})

t.test('a value without a shape is an error', async t => {
  for (const [added, name] of [
    ['# -- New.\nnew: 1\n', 'new'],
    ['more:\n  # -- New.\n  replicas: 1\n', 'more.replicas'],
  ]) {
    t.throws(() => printedSchema(t.testdir(chart(`${values}${added}`))), {
      message: `Cannot print the schema of the chart: "${name}" must have a shape; add it to scripts/print/schema/value-shapes.ts`,
    })
  }
})

t.test('a shape without a value is an error', async t => {
  t.throws(() => printedSchema(t.testdir(chart(values.replace(/ {2}# -- .*\n {2}tag: ""\n/, '')))), {
    message: 'Cannot print the schema of the chart: "image.tag" must be in values.yaml',
  })
})
