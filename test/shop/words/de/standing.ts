import { standing } from '../../../../hooks/shop/words/de/standing.ts'
import { standing as english } from '../../../../hooks/shop/words/en/standing.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(standing, english)
