import t from 'tap'
import { orderConditions } from '../../../hooks/schema/reasons/order-conditions.ts'

t.strictSame(
  orderConditions.map(({ where }) => where),
  ['Reserved', 'Paid', 'Ticketed', 'RefundDue', 'Disputed'].map(type => `Order: condition ${type}`),
  'every condition of an order has reasons',
)
