import { type ConferenceView, isZeroAmount } from '../model/views.ts'
import type { Words } from '../words/en/words.ts'
import { formatDeadline, formatMoney, formatTime, type Reading } from '../words/format.ts'
import type { Language } from '../words/languages.ts'

/** Everything that a page needs beside its view. */
export interface PageContext {
  words: Words
  language: Language
  /** Whether the address named the language: the links of the page then name it too. */
  isChosen: boolean
  /** The path of the page itself, without its query. */
  path: string
  /** The choices in the query of the address, which the page keeps in another language. */
  query?: Readonly<Record<string, string>>
  /** The time in milliseconds since 1970. */
  now: number
  /** The public base address of the shop, without a slash at its end. */
  shopUrl: string
}

/** A path of the shop with its query, and with the language if the address named one. */
export function localPath(
  path: string,
  { isChosen, language }: Pick<PageContext, 'isChosen' | 'language'>,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = { ...query, ...(isChosen && { lang: language }) }
  const parts = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value.toWellFormed())}`,
  )
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`
}

/** The language and the time zone that a page about a conference is read in. */
export function readingOf({ language }: Pick<PageContext, 'language'>, { timeZone }: ConferenceView): Reading {
  return { language, timeZone }
}

/** "€29.90", or "Free" for 0. An undefined amount is one that the currency cannot express. */
export function priceText(amount: string | undefined, currency: string, context: PageContext): string {
  const isFree = amount !== undefined && isZeroAmount(amount)
  return isFree ? context.words.frame.free : moneyText(amount, currency, context)
}

/** "€29.90", also for 0 ("€0.00"). An undefined amount is one that the currency cannot express. */
export function moneyText(amount: string | undefined, currency: string, { words, language }: PageContext): string {
  return amount === undefined ? words.frame.unpayable : formatMoney(amount, currency, language)
}

/** "19 Mar 2027, 14:45 CET". */
export function timeText(at: number, context: PageContext, conference: ConferenceView): string {
  return formatTime(at, readingOf(context, conference))
}

/** "14:45 CET", with the day if that is not today. */
export function deadlineText(at: number, context: PageContext, conference: ConferenceView): string {
  return formatDeadline(at, context.now, readingOf(context, conference))
}
