import { german } from './de/words.ts'
import { english, type Words } from './en/words.ts'
import { italian } from './it/words.ts'

export const languages = ['en', 'de', 'it'] as const
export type Language = (typeof languages)[number]

const catalogues: Readonly<Record<Language, Words>> = { en: english, de: german, it: italian }

/** The name of each language in itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', it: 'Italiano' }

export function wordsOf(language: Language): Words {
  return catalogues[language]
}
