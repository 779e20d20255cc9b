import { type Language, languages } from './languages.ts'

/** No browser sends more. The shop does not read the rest of a longer header. */
const longestHeader = 500

/** The languages that a request names, in `?lang` and in the header Accept-Language. */
export interface LanguageRequest {
  lang?: unknown
  acceptLanguage?: string | undefined
}

/** The language that the address names; undefined if it names none that the shop speaks. */
export function languageOfAddress({ lang }: LanguageRequest): Language | undefined {
  return languages.find(language => language === lang)
}

/** The language of a page: that of the address, otherwise the one that the browser prefers, otherwise English. */
export function chooseLanguage(request: LanguageRequest): Language {
  return languageOfAddress(request) ?? preferredLanguage(request.acceptLanguage ?? '') ?? 'en'
}

/** The language with the highest weight; the first of equal ones (RFC 9110, 12.5.4). */
function preferredLanguage(header: string): Language | undefined {
  const ranges = header.slice(0, longestHeader).split(',').map(readRange)
  const [best] = ranges
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return best?.language
}

function readRange(range: string): { language: Language | undefined; weight: number } {
  const [, tag = '', weight = '1'] =
    /^\s*([a-z]{1,8})(?:-[a-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(range) ?? []
  return { language: languages.find(language => language === tag.toLowerCase()), weight: Number(weight) }
}
