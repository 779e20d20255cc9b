import { conference as english } from '../../../../hooks/shop/words/en/conference.ts'
import { conference } from '../../../../hooks/shop/words/it/conference.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(conference, english)
