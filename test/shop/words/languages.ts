import t from 'tap'
import { languageNames, languages, wordsOf } from '../../../hooks/shop/words/languages.ts'

t.strictSame(
  languages.map(language => [languageNames[language], wordsOf(language).conference.submit]),
  [
    ['English', 'Reserve tickets'],
    ['Deutsch', 'Tickets reservieren'],
    ['Italiano', 'Prenota i biglietti'],
  ],
  'every language has its name and its words',
)
