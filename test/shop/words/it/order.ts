import { order as english } from '../../../../hooks/shop/words/en/order.ts'
import { order } from '../../../../hooks/shop/words/it/order.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(order, english)
