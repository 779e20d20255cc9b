import t from 'tap'
import { emptyBooks } from '../../../local/gateway/books.ts'

t.strictSame(
  emptyBooks(),
  { sessions: {}, stripeRefunds: {}, orders: {}, paypalRefunds: {}, stripeKeys: {}, paypalKeys: {} },
  'books begin empty',
)
