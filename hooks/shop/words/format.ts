import { exponentOf } from '../../rules/money.ts'
import type { Language } from './languages.ts'

/** The locale of each language: the way in which it writes dates and amounts. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', it: 'it-IT' }

/** The tag of the locale of a language, for Intl in the browser. */
export function localeOf(language: Language): string {
  return locales[language]
}

/** The language of a reader, and the time zone of the conference. */
export interface Reading {
  language: Language
  timeZone?: string | undefined
}

const styles = {
  day: { dateStyle: 'long' },
  time: { dateStyle: 'medium', timeStyle: 'short' },
  clock: { hour: '2-digit', minute: '2-digit' },
  zoneName: { timeZoneName: 'short', hour: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** A format is costly to create. All of them are kept: languages and time zones are few. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(style: keyof typeof styles, { language, timeZone = 'UTC' }: Reading): Intl.DateTimeFormat {
  const name = `${style} ${language} ${timeZone}`
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locales[language], { ...styles[style], timeZone })
  formats.set(name, format)
  return format
}

/** "19 March 2027". Times are milliseconds since 1970. */
export function formatDay(at: number, reading: Reading): string {
  return formatOf('day', reading).format(at)
}

/** "19 March 2027", or "19–21 March 2027". */
export function formatDays(from: number, until: number, reading: Reading): string {
  return formatOf('day', reading).formatRange(from, until)
}

/** "19 Mar 2027, 14:45 CET". */
export function formatTime(at: number, reading: Reading): string {
  return `${formatOf('time', reading).format(at)} ${zoneNameOf(at, reading)}`
}

/** "14:45 CET" on the day of `now`, otherwise with the day. */
export function formatDeadline(at: number, now: number, reading: Reading): string {
  if (formatDay(at, reading) !== formatDay(now, reading)) return formatTime(at, reading)
  return `${formatOf('clock', reading).format(at)} ${zoneNameOf(at, reading)}`
}

function zoneNameOf(at: number, reading: Reading): string {
  const parts = formatOf('zoneName', reading).formatToParts(at)
  return parts.flatMap(({ type, value }) => (type === 'timeZoneName' ? value : [])).join('')
}

/** "€29.90" or "29,90 €". The amount is a decimal string, and stays exact; without a currency it is written alone. */
export function formatMoney(amount: string, currency: string, language: Language): string {
  if (!/^[A-Z]{3}$/.test(currency)) return amount
  return moneyFormatOf(currency, language).format(amount as Intl.StringNumericLiteral)
}

/** A format costs more than a fifth of a page. */
const moneyFormats = new Map<string, Intl.NumberFormat>()

function moneyFormatOf(currency: string, language: Language): Intl.NumberFormat {
  const name = `${currency} ${language}`
  const digits = exponentOf(currency)
  const options = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  const format = moneyFormats.get(name) ?? new Intl.NumberFormat(locales[language], options)
  moneyFormats.set(name, format)
  return format
}

/** "10.00 EUR and 5.00 USD", with the words of the language. */
export function formatList(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(items)
}
