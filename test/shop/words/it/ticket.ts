import { ticket as english } from '../../../../hooks/shop/words/en/ticket.ts'
import { ticket } from '../../../../hooks/shop/words/it/ticket.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(ticket, english)
