import t from 'tap'
import { orderReasons } from '../../../hooks/schema/reasons/order-reasons.ts'

t.equal(orderReasons.where, 'Order: `status.reason`, `reason` of its Reservation')
t.match(
  orderReasons.reasons.map(({ reason }) => reason),
  ['Reserving', 'NothingOrdered', 'AwaitingPayment'],
  'the reasons of an order come first, in the order of its life',
)
