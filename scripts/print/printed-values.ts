import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { placeTable } from './place-table.ts'
import { chart } from './printed-chart.ts'

const columns = ['value', 'default', 'meaning']

/** A value of the chart, such as "hooks.tls.caBundle", with its description and its default. */
interface Value {
  path: string
  words: string
  value: unknown
}

/**
 * The chart's README with a table of its values, as path → text. The description of a value is its comment in
 * values.yaml, which begins with "# --". Throws if a value has none, or if the README has no place for the table.
 */
export function printedValues(root: string): Map<string, string> {
  const path = `${chart}/README.md`
  const values = readValues(readFileSync(join(root, chart, 'values.yaml'), 'utf8'))
  const rows = values.map(({ path, words, value }) => [`\`${path}\``, `\`${JSON.stringify(value)}\``, words])
  return new Map([[path, placeTable(root, path, { name: 'values', source: 'values.yaml', columns, rows })]])
}

/**
 * The values of a values.yaml, in its order. A map with a comment is one value; a map without one is listed by its own
 * values.
 */
export function readValues(text: string): Value[] {
  const comments = commentsOf(text)
  return valuesOf(parse(text), [])

  function valuesOf(map: Record<string, unknown>, parents: string[]): Value[] {
    return Object.entries(map).flatMap(([key, value]) => {
      const path = [...parents, key].join('.')
      const words = comments.get(path)
      if (words !== undefined) return [{ path, words, value }]
      if (isMap(value)) return valuesOf(value, [...parents, key])
      throw new Error(`Cannot print the values of the chart: "${path}" must have a comment that begins with "# --"`)
    })
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
}

/** Path → comment. The lines of the file are as regular as those of helm: two spaces for each level. */
function commentsOf(text: string): Map<string, string> {
  const comments = new Map<string, string>()
  const parents: string[] = []
  let words: string[] = []
  for (const line of text.split('\n')) {
    const [, comment] = /^ *# (?:-- )?(.*)$/.exec(line) ?? []
    const [, indent = '', key] = /^( *)([\w.$/-]+):/.exec(line) ?? []
    if (comment !== undefined) words = /^ *# -- /.test(line) ? [comment] : words.length > 0 ? [...words, comment] : []
    if (key === undefined) continue
    parents.splice(indent.length / 2, parents.length, key)
    if (words.length > 0) comments.set(parents.join('.'), words.join(' '))
    words = []
  }
  return comments
}
