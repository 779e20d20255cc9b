import { standing as english } from '../../../../hooks/shop/words/en/standing.ts'
import { standing } from '../../../../hooks/shop/words/it/standing.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(standing, english)
