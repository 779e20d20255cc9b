import { standing } from '../../../../hooks/shop/words/en/standing.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(standing, standing)
