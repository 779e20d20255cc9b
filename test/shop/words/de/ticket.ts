import { ticket } from '../../../../hooks/shop/words/de/ticket.ts'
import { ticket as english } from '../../../../hooks/shop/words/en/ticket.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(ticket, english)
