import t from 'tap'
import { escapeCalendarText, foldCalendarLine } from '../../../hooks/shop/tickets/calendar-line.ts'
import { fc } from '../../fixtures/properties.ts'

t.test('a text is escaped', async t => {
  t.equal(escapeCalendarText('plain: "text" ä'), 'plain: "text" ä')
  t.equal(escapeCalendarText('a\\b;c,d'), 'a\\\\b\\;c\\,d')
  t.equal(escapeCalendarText('\\n'), '\\\\n', 'a written backslash is not the end of a line')
  for (const end of ['\r\n', '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'])
    t.equal(escapeCalendarText(`a${end}b`), 'a\\nb', `the end of line ${end.codePointAt(0)}`)
  t.equal(escapeCalendarText('a\n\r\nb'), 'a\\n\\nb')
})

t.test('a line ends with CR and LF, and goes on after 75 bytes', async t => {
  t.equal(foldCalendarLine('SUMMARY', 'x'), 'SUMMARY:x\r\n')
  t.equal(foldCalendarLine('S', 'x'.repeat(73)), `S:${'x'.repeat(73)}\r\n`)
  t.equal(foldCalendarLine('S', 'x'.repeat(74)), `S:${'x'.repeat(73)}\r\n x\r\n`)
  t.equal(foldCalendarLine('S', 'x'.repeat(148)), `S:${'x'.repeat(73)}\r\n ${'x'.repeat(74)}\r\n x\r\n`)
  t.equal(foldCalendarLine('S', `${'x'.repeat(70)}😀y`), `S:${'x'.repeat(70)}\r\n 😀y\r\n`, 'no character is torn')
})

t.test('nothing but the fold ends a line, whatever the value', async () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not occur
  const wrong = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]/
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), value => {
      const line = foldCalendarLine('SUMMARY', value)
      const parts = line.slice(0, -2).split('\r\n')
      return (
        line.endsWith('\r\n') &&
        parts.every(part => Buffer.byteLength(part) <= 75 && part.isWellFormed() && !wrong.test(part)) &&
        parts.slice(1).every(part => part.startsWith(' '))
      )
    }),
  )
})
