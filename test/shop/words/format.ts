import t from 'tap'
import {
  formatDay,
  formatDays,
  formatDeadline,
  formatList,
  formatMoney,
  formatTime,
  localeOf,
} from '../../../hooks/shop/words/format.ts'

const at = Date.parse('2027-03-19T13:45:00Z')
const day = 86_400_000
const rome = { language: 'en', timeZone: 'Europe/Rome' } as const
const german = { language: 'de', timeZone: 'Europe/Rome' } as const
const italian = { language: 'it', timeZone: 'Europe/Rome' } as const

t.strictSame(
  [rome, german, italian].map(reading => [
    formatDay(at, reading),
    formatDays(at, at + 2 * day, reading),
    formatTime(at, reading),
    formatDeadline(at, at - 1000, reading),
    formatDeadline(at, at - day, reading),
  ]),
  [
    ['19 March 2027', '19 – 21 March 2027', '19 Mar 2027, 14:45 CET', '14:45 CET', '19 Mar 2027, 14:45 CET'],
    ['19. März 2027', '19.–21. März 2027', '19.03.2027, 14:45 MEZ', '14:45 MEZ', '19.03.2027, 14:45 MEZ'],
    ['19 marzo 2027', '19–21 marzo 2027', '19 mar 2027, 14:45 CET', '14:45 CET', '19 mar 2027, 14:45 CET'],
  ].map(texts => texts.map(text => text.replaceAll(' – ', '\u2009–\u2009'))),
  'times are written in the way of the language, in the time zone of the conference, with its name',
)
t.equal(formatTime(at, { language: 'en' }), '19 Mar 2027, 13:45 UTC', 'without a time zone they are in UTC')
t.strictSame(
  [
    formatMoney('29.90', 'EUR', 'en'),
    formatMoney('29.90', 'EUR', 'de'),
    formatMoney('1234567890123456.78', 'EUR', 'it'),
    formatMoney('2990', 'JPY', 'de'),
    formatMoney('1', 'KWD', 'en'),
    formatMoney('29.90', '', 'de'),
    formatMoney('29.90', 'e€r', 'de'),
  ],
  ['€29.90', '29,90\u00A0€', '1.234.567.890.123.456,78\u00A0€', '2.990\u00A0¥', 'KWD\u00A01.000', '29.90', '29.90'],
  'an amount is exact, and has the decimals of its currency; without a currency it is written alone',
)
t.strictSame(
  [formatList(['a'], 'en'), formatList(['a', 'b'], 'de'), formatList(['a', 'b', 'c'], 'it')],
  ['a', 'a und b', 'a, b e c'],
  'a list is joined in the way of the language',
)
t.strictSame((['en', 'de', 'it'] as const).map(localeOf), ['en-GB', 'de-DE', 'it-IT'], 'every language has its habits')
