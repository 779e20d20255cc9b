import type { Report } from './report.ts'

/**
 * The lines of a report as a JSON array with an object for each row. An object has every column; a missing value is null.
 * Amounts are decimal strings.
 */
export function* formatJson({ columns, rows }: Report): Generator<string> {
  const names = Object.keys(columns)
  if (rows.length === 0) return yield '[]\n'
  for (const [index, row] of rows.entries()) {
    const object = Object.fromEntries(names.map(name => [name, row[name] ?? null]))
    yield `${index === 0 ? '[' : ','}\n${JSON.stringify(object)}`
  }
  yield '\n]\n'
}
