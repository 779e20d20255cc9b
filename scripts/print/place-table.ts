import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A table in a document, between two comments that name it. */
export interface PrintedTable {
  /** Its name in the comments: `<!-- name: printed from … -->` and `<!-- /name -->`. */
  name: string
  /** The file that it is printed from. */
  source: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** The document at the path with its old table replaced. Throws if the document has no place for the table. */
export function placeTable(root: string, path: string, { name, source, columns, rows }: PrintedTable): string {
  const start = `<!-- ${name}: printed from ${source} by \`npm run print\` -->`
  const end = `<!-- /${name} -->`
  const text = readFileSync(join(root, path), 'utf8')
  const [from, to] = [text.indexOf(`${start}\n`), text.indexOf(`${end}\n`)]
  if (from < 0 || to < from) throw new Error(`Cannot print "${path}": it must have a line "${start}" and one "${end}"`)
  const table = [columns, columns.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`).join('')
  return `${text.slice(0, from)}${start}\n\n${table}\n${text.slice(to)}`
}
