import { conference } from '../../../../hooks/shop/words/en/conference.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(conference, conference)
