import t from 'tap'
import { withWaitingCount } from '../../../hooks/rules/box-office/hold/grant.ts'
import { noMoreSeatsReason } from '../../../hooks/rules/box-office/hold/growth-obstacle.ts'
import { Stock } from '../../../hooks/rules/box-office/stock/stock.ts'
import {
  hasCondition,
  isAwaitingMore,
  isChanging,
  orderState,
  readWaitlistPlace,
} from '../../../hooks/shop/model/order-state.ts'
import { anOrder, minuteAgo } from '../../fixtures/objects.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'

const standings = [
  ['PENDING', undefined, 'reserving'],
  ['PENDING', 'Reserving', 'reserving'],
  ['PENDING', 'NothingOrdered', 'empty'],
  ['PENDING', 'AwaitingPayment', 'held'],
  ['PENDING', 'Underpaid', 'underpaid'],
  ['PENDING', 'Waitlisted', 'waiting'],
  ['PENDING', 'PaymentReceived', 'confirming'],
  ['PENDING', 'FreeOrder', 'confirming'],
  ['CONFIRMED', 'PaymentReceived', 'confirmed'],
  ['REJECTED', 'Cancelled', 'cancelled'],
  ['REJECTED', 'Refunded', 'refunded'],
  ['REJECTED', 'Expired', 'expired'],
  ['REJECTED', 'Unseated', 'expired'],
  ['REJECTED', 'PriceMismatch', 'refused'],
  ['REJECTED', undefined, 'refused'],
] as const

t.strictSame(
  standings.map(([payment, reason]) =>
    orderState(anOrder({ status: { payment, quantity: 0, ...(reason !== undefined && { reason }) } })),
  ),
  standings.map(([, , state]) => state),
  'every standing has its state',
)
const { status: _, ...unseen } = anOrder()
t.equal(orderState(unseen), 'reserving', 'an order without a status waits for the box office')
t.equal(orderState(anOrder({ cancelled: true })), 'cancelled', 'an order that its buyer cancelled is cancelled at once')
t.equal(
  orderState(anOrder({ quantity: 0, status: { payment: 'CONFIRMED', quantity: 0 } })),
  'empty',
  'an order whose tickets were all given back is empty',
)

const joined = { decision: 'Waitlisted', reason: 'NoSeats', message: 'Waitlisted: not enough seats are free' } as const
/** The message of an order that joins the waitlist behind so many others, in the words of the box office. */
function messageBehind(orders: number): string {
  const stock = new Stock()
  for (let index = 1; index <= orders; index++) {
    stock.note(`earlier-${index}`, { inFlight: aReservation({ ...joined, orderRef: `earlier-${index}` }) })
  }
  return withWaitingCount(aReservation(joined), { stock }).message ?? ''
}

t.strictSame(
  [messageBehind(0), messageBehind(1), messageBehind(12), joined.message].map(message =>
    readWaitlistPlace(anOrder({ status: { payment: 'PENDING', quantity: 0, message } })),
  ),
  [0, 1, 12, undefined],
  'the place in the waitlist is read from the words of the box office',
)
t.equal(readWaitlistPlace(unseen), undefined, 'an order without a status has no place')

const conditions = [
  { type: 'Disputed', status: 'True' as const, reason: 'R', message: '', lastTransitionTime: minuteAgo },
]
const disputed = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, conditions } })
t.strictSame(
  [
    hasCondition(disputed, 'Disputed', 'True'),
    hasCondition(disputed, 'Paid', 'True'),
    hasCondition(unseen, 'Paid', 'True'),
  ],
  [true, false, false],
  'a missing condition is not true',
)

t.strictSame(
  [
    anOrder({ metadata: { generation: 2 }, status: { payment: 'PENDING', quantity: 0, observedGeneration: 1 } }),
    anOrder({ metadata: { generation: 2 }, status: { payment: 'PENDING', quantity: 0, observedGeneration: 2 } }),
    anOrder(),
    { ...anOrder(), metadata: { name: 'a', uid: 'b', creationTimestamp: minuteAgo } },
    unseen,
  ].map(isChanging),
  [true, false, false, false, false],
  'an order changes until a hook has answered its last generation',
)

function reserved(payment: 'PENDING' | 'CONFIRMED', message: string) {
  const condition = {
    type: 'Reserved',
    status: 'True' as const,
    reason: 'Held',
    message,
    lastTransitionTime: minuteAgo,
  }
  return anOrder({ quantity: 3, status: { payment, quantity: 0, conditions: [condition] } })
}
const { message: noMore } = noMoreSeatsReason({ quantity: 3 } as Parameters<typeof noMoreSeatsReason>[0], 1)
t.strictSame(
  [reserved('PENDING', noMore), reserved('CONFIRMED', noMore), reserved('PENDING', 'x'), unseen].map(isAwaitingMore),
  [true, false, false, false],
  'a hold waits for more seats until it is sold',
)
