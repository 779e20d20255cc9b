import t from 'tap'
import { newOrder, OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

t.equal(misfit(OrderStatus, newOrder), undefined)
t.strictSame(
  newOrder,
  {
    payment: 'PENDING',
    quantity: 0,
    reason: 'Reserving',
    message: 'Waiting for the box office to decide (does the plan exist?)',
  },
  'a new order waits for the box office',
)
t.equal(misfit(OrderStatus, { ...newOrder, seats: [1], poolRef: 'hall' }), undefined, 'seats may be of a pool')
t.equal(misfit(OrderStatus, { ...newOrder, poolRef: '' }), 'it/poolRef must NOT have fewer than 1 characters')
t.equal(misfit(OrderStatus, {}), "it must have required property 'payment'", 'an empty status is invalid')
