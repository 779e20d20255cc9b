import t from 'tap'
import { chooseLanguage, languageOfAddress } from '../../../hooks/shop/words/choose-language.ts'
import { languages } from '../../../hooks/shop/words/languages.ts'
import { fc } from '../../fixtures/properties.ts'

t.strictSame(
  ['de', 'DE', 'fr', ['de'], undefined].map(lang => languageOfAddress({ lang })),
  ['de', undefined, undefined, undefined, undefined],
  'an address names a language that the shop speaks, or none',
)
t.equal(chooseLanguage({ lang: 'it', acceptLanguage: 'de' }), 'it', 'the address wins against the browser')
t.strictSame(
  [
    'de',
    'de-CH,fr;q=0.9',
    'fr, it;q=0.4, de;q=0.8',
    'IT-it',
    'it;q=0.5,de;q=0.5',
    'de;q=0, it;q=0.001',
    'fr',
    '*',
    '',
    'de;q=2',
    `${'x'.repeat(500)},de`,
    undefined,
  ].map(acceptLanguage => chooseLanguage({ acceptLanguage })),
  ['de', 'de', 'de', 'it', 'it', 'it', 'en', 'en', 'en', 'en', 'en', 'en'],
  'the browser prefers a language by its weight; otherwise the page is in English',
)

t.test('any header leads to a language', async t => {
  const header = fc.oneof(fc.string(), fc.stringMatching(/^(?:(?:de|it|fr)(?:;q=[01]\.?\d?)?,? ?)*$/))
  fc.assert(fc.property(header, acceptLanguage => languages.includes(chooseLanguage({ acceptLanguage }))))
  t.pass('without an error')
})
