/** 12,345 */
export function wholeNumber(number: number): string {
  return Math.round(number).toLocaleString('en-US')
}

/** Three significant digits, more before the decimal point: 12,345, 12.3, 0.0123. */
export function briefNumber(number: number): string {
  if (number === 0) return '0'
  if (Math.abs(number) >= 100) return wholeNumber(number)
  return String(Number(number.toPrecision(3)))
}

/** Text in columns, with the first row as heads and numbers to the right. Every row must be as long as the first. */
export function tableOf(rows: readonly [readonly string[], ...(readonly string[])[]]): string {
  const [head, ...body] = rows
  const widths = head.map((_, column) => Math.max(...rows.map(row => String(row[column]).length)))
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => padCell(String(row[column]), width))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map(width => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}

function padCell(text: string, width: number): string {
  return /^[-\d.,]+(–[-\d.,]+)?$/.test(text) ? text.padStart(width) : text.padEnd(width)
}
