import { conference } from '../../../../hooks/shop/words/de/conference.ts'
import { conference as english } from '../../../../hooks/shop/words/en/conference.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(conference, english)
