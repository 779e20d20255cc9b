import { order } from '../../../../hooks/shop/words/en/order.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(order, order)
