import type { Cell, Report, Row } from './report.ts'

/** A control character could steer the terminal, and a mark of direction could show a text in another order. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/** The lines of a report as a table for people: without the columns that have no value, numbers to the right. */
export function* formatTable({ columns, rows, totals = [] }: Report): Generator<string> {
  const all = [...rows, ...totals]
  const shown = Object.entries(columns)
    .filter(([name]) => all.some(row => row[name] !== undefined))
    .map(([name, kind]) => ({ name, title: titleOf(name), pad: kind === 'number' ? padStart : padEnd }))
    .map(column => ({ ...column, width: widthOf(column, all) }))
  if (shown.length > 0) yield lineOf(shown.map(({ title, width, pad }) => pad(title, width)))
  for (const row of all) yield lineOf(shown.map(({ name, width, pad }) => pad(textOf(row[name]), width)))
}

/** transactionId → TRANSACTION ID */
function titleOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, ' $&').toUpperCase()
}

/** Characters that take two columns of a terminal, and marks that take none. */
const wide = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\uff01-\uff60]/gu
const marks = /\p{M}/gu

function widthOf({ name, title }: { name: string; title: string }, rows: readonly Row[]): number {
  return rows.reduce((width, row) => Math.max(width, lengthOf(textOf(row[name]))), title.length)
}

function textOf(cell: Cell): string {
  return String(cell ?? '').replaceAll(unprintable, '\ufffd')
}

function lengthOf(text: string): number {
  return [...text.replaceAll(marks, '').replaceAll(wide, '  ')].length
}

function padStart(text: string, width: number): string {
  return ' '.repeat(width - lengthOf(text)) + text
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(width - lengthOf(text))
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join('   ').trimEnd()}\n`
}
