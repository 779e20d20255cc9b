import { ticket } from '../../../../hooks/shop/words/en/ticket.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(ticket, ticket)
