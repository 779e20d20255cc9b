import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chart } from '../printed-chart.ts'
import { readValues } from '../printed-values.ts'
import { programShapes, programs } from './program-shapes.ts'
import type { Shape } from './shapes.ts'
import { valueShapes } from './value-shapes.ts'

interface MapSchema {
  $schema?: string
  type: 'object'
  additionalProperties: false
  properties: Record<string, MapSchema | Shape>
}

/**
 * The schema of the values of the chart, as path → text. Its descriptions and defaults are those of values.yaml, so that an
 * editor shows them. Throws if a value has no shape, or a shape no value.
 */
export function printedSchema(root: string): Map<string, string> {
  const values = readValues(readFileSync(join(root, chart, 'values.yaml'), 'utf8'))
  const unused = new Set(Object.keys(valueShapes))
  const schema: MapSchema = { $schema: 'http://json-schema.org/draft-07/schema#', ...mapSchema({ global: ofHelm }) }
  for (const { path, words, value } of values) {
    unused.delete(path)
    place(schema, path.split('.'), { description: words, default: value, ...shapeOf(path) })
  }
  for (const path of unused) throw new Error(`Cannot print the schema of the chart: "${path}" must be in values.yaml`)
  return new Map([[`${chart}/values.schema.json`, `${writeSchema(schema)}\n`]])
}

const ofHelm: Shape = { description: 'Helm passes it to every chart that is part of another.', type: 'object' }

function mapSchema(properties: MapSchema['properties']): MapSchema {
  return { type: 'object', additionalProperties: false, properties }
}

function shapeOf(path: string): Shape {
  const [first = '', ...rest] = path.split('.')
  const shared = programs.some(program => program === first) ? programShapes[rest.join('.')] : undefined
  const shape = valueShapes[path] ?? shared
  if (shape === undefined) {
    throw new Error(
      `Cannot print the schema of the chart: "${path}" must have a shape; add it to scripts/print/schema/value-shapes.ts`,
    )
  }
  return shape
}

/** Puts the schema of one value at its place, and creates the maps above it. */
function place(schema: MapSchema, [key = '', ...rest]: string[], value: Shape): void {
  if (rest.length === 0) {
    schema.properties[key] = value
    return
  }
  schema.properties[key] ??= mapSchema({})
  place(schema.properties[key] as MapSchema, rest, value)
}

/** JSON with one line for each value, so that a change of a value is a change of one line. */
function writeSchema(node: MapSchema | Shape, indent = ''): string {
  if (!isMap(node)) return JSON.stringify(node)
  const { properties, ...head } = node
  const deeper = `${indent}  `
  const entries = Object.entries(properties).map(
    ([key, child]) => `${deeper}  "${key}": ${writeSchema(child, `${deeper}  `)}`,
  )
  const lines = Object.entries(head).map(([key, value]) => `${deeper}"${key}": ${JSON.stringify(value)},\n`)
  return `{\n${lines.join('')}${deeper}"properties": {\n${entries.join(',\n')}\n${deeper}}\n${indent}}`
}

/** A map of values, unlike a single value that is a map with keys of its own. */
function isMap(node: MapSchema | Shape): node is MapSchema {
  return 'properties' in node && !('default' in node)
}
