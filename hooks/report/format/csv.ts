import type { Cell, ColumnKind, Report } from './report.ts'

/** A number as a spreadsheet reads it. */
const numberLike = /^-?\d+(?:\.\d+)?$/

/**
 * A spreadsheet calculates a text that begins like this (OWASP, CSV injection; the wide signs count in Japanese locales).
 * Excel ignores spaces before the sign.
 */
const formulaLike = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

/** The lines of a report as CSV (RFC 4180), names of columns first. A text that could be a formula gets an apostrophe. */
export function* formatCsv({ columns, rows }: Report): Generator<string> {
  const names = Object.keys(columns)
  yield lineOf(names)
  for (const row of rows) yield lineOf(Object.entries(columns).map(([name, kind]) => field(row[name], kind)))
}

function lineOf(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`
}

function field(cell: Cell, kind: ColumnKind): string {
  const text = String(cell ?? '')
  if (kind === 'number' && numberLike.test(text)) return text
  return quote(formulaLike.test(text) ? `'${text}` : text)
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
