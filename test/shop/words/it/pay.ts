import { pay as english } from '../../../../hooks/shop/words/en/pay.ts'
import { pay } from '../../../../hooks/shop/words/it/pay.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(pay, english)
