const mostBytes = 75

/** Everything that some reader takes for the end of a line; a vertical tab and the separators of Unicode are among it. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: a line of a calendar must not contain these characters
const control = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]/g

/** A text of people as the value of a property (RFC 5545, section 3.3.11). */
export function escapeCalendarText(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(lineEnd, '\\n')
}

/**
 * A line of a calendar file with its end, folded after at most 75 bytes of UTF-8 (RFC 5545, section 3.1). No character of
 * the value can end the line.
 */
export function foldCalendarLine(property: string, value: string): string {
  const line = `${property}:${value}`.toWellFormed().replaceAll(control, '')
  let folded = ''
  let bytes = 0
  for (const letter of line) {
    const length = Buffer.byteLength(letter)
    if (bytes + length > mostBytes) {
      folded += '\r\n '
      bytes = 1
    }
    folded += letter
    bytes += length
  }
  return `${folded}\r\n`
}
