import t from 'tap'
import { orderReasons } from '../../hooks/schema/order-reasons.ts'

t.strictSame(
  orderReasons.map(({ where }) => where),
  [
    'Order: `status.reason`, `reason` of its Reservation',
    ...['Reserved', 'Paid', 'Ticketed', 'RefundDue', 'Disputed'].map(type => `Order: condition ${type}`),
  ],
  'an order has reasons in its status and in each condition',
)
