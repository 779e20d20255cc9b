import t from 'tap'
import { english } from '../../../../hooks/shop/words/en/words.ts'
import { italian } from '../../../../hooks/shop/words/it/words.ts'
import { textsOf } from '../../../fixtures/shop/words.ts'

const same = [...textsOf(english)].flatMap(([key, texts]) => (textsOf(italian).get(key)?.[0] === texts[0] ? key : []))
t.strictSame(same, ['pay.methods.PAYPAL'], 'only words that both languages have are equal to English')
