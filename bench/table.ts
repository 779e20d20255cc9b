/** 12,345 */
export function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US')
}

/** Three digits that count, more before the decimal point: 12,345, 12.3, 0.0123. */
export function brief(number: number): string {
  if (number === 0) return '0'
  if (Math.abs(number) >= 100) return whole(number)
  return String(Number(number.toPrecision(3)))
}

/** Text in columns, the first row as their heads; numbers to the right. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const isNumber = (text: string) => /^[-\d.,]+(–[-\d.,]+)?$/.test(text)
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (isNumber(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = rows
  return [line(head), widths.map(width => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}
