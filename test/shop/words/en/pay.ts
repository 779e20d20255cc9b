import { pay } from '../../../../hooks/shop/words/en/pay.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(pay, pay)
