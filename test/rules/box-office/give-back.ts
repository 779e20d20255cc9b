import t from 'tap'
import { lapsed, released, shrunk } from '../../hooks/rules/give-back.ts'
import { frozen } from '../fixtures/requests.ts'
import { anOrder, aReservation, quarterPast } from '../fixtures/rules-box-office.ts'

const until = { heldUntil: quarterPast }
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const

t.test('does not change its arguments', async t => {
  const order = anOrder({
    quantity: 1,
    status: { payment: 'REJECTED', reason: 'Cancelled', observedGeneration: 1, seats: [3] },
  })
  const reservation = aReservation({ quantity: 3, decision: 'Sold', seats: [1, 2, 3] })
  const before = structuredClone({ order, reservation })
  for (const rule of [released, lapsed, shrunk]) rule(order, reservation)
  t.strictSame({ order, reservation }, before)
})

t.test('a cancelled or refunded order gives back whatever it has, with the reason', async t => {
  for (const reason of ['Cancelled', 'Refunded']) {
    const order = anOrder({ status: { payment: 'REJECTED', reason, message: 'The order is over' } })
    for (const decision of decisions) {
      t.strictSame(
        released(
          order,
          aReservation({ decision, couponRef: 'discount-10', reason: 'Old', message: 'Old', seats: [1], ...until }),
        ),
        aReservation({ decision: 'Released', couponRef: 'discount-10', reason, message: 'The order is over' }),
        `${reason}, was ${decision}`,
      )
    }
  }
})

t.test('a status without a message is repeated by its reason', async t => {
  const order = anOrder({ status: { payment: 'REJECTED', reason: 'Cancelled' } })
  t.strictSame(
    released(order, aReservation()),
    aReservation({ decision: 'Released', reason: 'Cancelled', message: 'Cancelled' }),
  )
})

t.test('what was given back for good is not given back again', async t => {
  for (const was of ['Cancelled', 'Refunded']) {
    for (const reason of ['Cancelled', 'Refunded']) {
      const order = anOrder({ status: { payment: 'REJECTED', reason } })
      const reservation = aReservation({ decision: 'Released', reason: was, message: was })
      t.equal(released(order, reservation), undefined, `${was}, then ${reason}`)
    }
  }
})

t.test('only what is released was given back already, whatever explains the rest', async t => {
  const order = anOrder({ status: { payment: 'REJECTED', reason: 'Cancelled', message: 'The order is over' } })
  const over = aReservation({ decision: 'Released', reason: 'Cancelled', message: 'The order is over' })
  for (const decision of ['Held', 'Sold', 'Waitlisted', 'Refused'] as const) {
    t.strictSame(released(order, aReservation({ decision, reason: 'Cancelled', message: 'Old' })), over, decision)
  }
})

t.test('what was given back for the time being is given back for good', async t => {
  const order = anOrder({ status: { payment: 'REJECTED', reason: 'Cancelled', message: 'The order is over' } })
  const over = aReservation({ decision: 'Released', reason: 'Cancelled', message: 'The order is over' })
  const lapsed = aReservation({ decision: 'Released', reason: 'Expired', message: 'Too late' })
  t.strictSame(released(order, lapsed), over, 'lapsed')
  t.strictSame(released(order, aReservation({ decision: 'Released' })), over, 'for no known reason')
})

t.test('nothing is given back for any other reason', async t => {
  const table: [why: string, status: Parameters<typeof anOrder>[0]][] = [
    ['the order waits', { status: { payment: 'PENDING', reason: 'AwaitingPayment' } }],
    ['the order is confirmed', { status: { payment: 'CONFIRMED', reason: 'PaymentReceived' } }],
    ['a reason alone says nothing', { status: { payment: 'PENDING', reason: 'Cancelled' } }],
    ['no reason is given', { status: { payment: 'REJECTED' } }],
    ['it is refused for its price', { status: { payment: 'REJECTED', reason: 'PriceMismatch' } }],
    ['what expires is another matter', { status: { payment: 'REJECTED', reason: 'Expired' } }],
  ]
  for (const [why, said] of table) t.equal(released(anOrder(said), aReservation({ decision: 'Sold' })), undefined, why)
})

t.test('a smaller order gives back the difference once the order hook has answered it', async t => {
  const order = anOrder({ quantity: 2, generation: 3, status: { observedGeneration: 3 } })
  for (const decision of ['Held', 'Sold'] as const) {
    t.strictSame(
      shrunk(order, aReservation({ decision, quantity: 5, couponRef: 'discount-10' })),
      aReservation({ decision, quantity: 2, couponRef: 'discount-10' }),
      decision,
    )
  }
})

t.test('an order of nothing becomes a hold of nothing, sold or not', async t => {
  const order = anOrder({ quantity: 0, generation: 3, status: { observedGeneration: 3 } })
  for (const decision of ['Held', 'Sold'] as const) {
    t.strictSame(shrunk(order, aReservation({ decision, quantity: 5 })), aReservation({ quantity: 0 }), decision)
  }
})

t.test('nothing shrinks that must not', async t => {
  const smaller = { quantity: 1, generation: 3 }
  const answered = { status: { observedGeneration: 3 } }
  const table: [why: string, order: ReturnType<typeof anOrder>, reservation: ReturnType<typeof aReservation>][] = [
    [
      'the order hook has answered an older spec',
      anOrder({ ...smaller, status: { observedGeneration: 2 } }),
      aReservation({ quantity: 2 }),
    ],
    ['the order hook has never answered', anOrder(smaller), aReservation({ quantity: 2 })],
    [
      'a newer answer is not to this spec either',
      anOrder({ ...smaller, status: { observedGeneration: 4 } }),
      aReservation({ quantity: 2 }),
    ],
    [
      'the order hook has not said which seats it keeps',
      anOrder({ ...smaller, ...answered }),
      aReservation({ quantity: 2, seats: [1, 2] }),
    ],
    ['it is as large as before', anOrder({ ...smaller, ...answered }), aReservation({ quantity: 1 })],
    ['it is larger than before', anOrder({ ...smaller, ...answered, quantity: 9 }), aReservation({ quantity: 1 })],
    [
      'waiting holds nothing',
      anOrder({ ...smaller, ...answered }),
      aReservation({ quantity: 2, decision: 'Waitlisted' }),
    ],
    ['refused holds nothing', anOrder({ ...smaller, ...answered }), aReservation({ quantity: 2, decision: 'Refused' })],
    [
      'released holds nothing',
      anOrder({ ...smaller, ...answered }),
      aReservation({ quantity: 2, decision: 'Released' }),
    ],
  ]
  for (const [why, order, reservation] of table) t.equal(shrunk(order, reservation), undefined, why)
})

t.test('a hold that ended is given back, with its seats', async t => {
  const status = { payment: 'REJECTED', reason: 'Expired', message: 'Too late', expiresAt: quarterPast } as const
  const held = aReservation({ quantity: 2, seats: [1, 2], couponRef: 'discount-10', ...until })
  const over = { decision: 'Released', quantity: 2, couponRef: 'discount-10', reason: 'Expired' } as const
  t.strictSame(lapsed(anOrder({ status }), held), aReservation({ ...over, message: 'Too late' }))
  const { message: _, ...silent } = status
  t.strictSame(lapsed(anOrder({ status: silent }), held), aReservation({ ...over, message: 'Expired' }), 'no message')
})

t.test('only the hold of which it was said has ended', async t => {
  const status = { payment: 'REJECTED', reason: 'Expired', message: 'Too late', expiresAt: quarterPast } as const
  const held = aReservation(until)
  const table: [why: string, said: Parameters<typeof anOrder>[0], reservation: ReturnType<typeof aReservation>][] = [
    ['it was said of the hold before', { status: { ...status, expiresAt: '2026-11-20T07:15:00Z' } }, held],
    ['nothing is said of a hold', { status: { ...status, expiresAt: undefined } }, held],
    ['this one has no end', { status: { ...status, expiresAt: undefined } }, aReservation()],
    ['the order waits', { status: { ...status, payment: 'PENDING' } }, held],
    ['the order is confirmed', { status: { ...status, payment: 'CONFIRMED' } }, held],
    ['it is rejected for another reason', { status: { ...status, reason: 'PriceMismatch' } }, held],
    ...(['Sold', 'Waitlisted', 'Refused', 'Released'] as const).map(
      (decision): [string, Parameters<typeof anOrder>[0], typeof held] => [
        `it is ${decision}`,
        { status },
        aReservation({ decision, ...until }),
      ],
    ),
  ]
  for (const [why, said, reservation] of table) t.equal(lapsed(anOrder(said), reservation), undefined, why)
})

t.test('a smaller order with seats keeps those it says it keeps', async t => {
  const of = (seats: number[] | undefined, quantity = 2) =>
    anOrder({ quantity, generation: 3, status: { observedGeneration: 3, seats } })
  for (const decision of ['Held', 'Sold'] as const) {
    const hold = aReservation({ decision, quantity: 4, seats: [3, 5, 8, 9], ...until })
    const rest = aReservation({ decision, quantity: 2, seats: [3, 9], ...until })
    t.strictSame(shrunk(of(frozen([9, 3])), hold), rest, `${decision}, ascending again`)
    t.equal(shrunk(of([3]), hold), undefined, `${decision}, too few`)
    t.equal(shrunk(of([3, 5, 9]), hold), undefined, `${decision}, too many`)
    t.equal(shrunk(of([3, 4]), hold), undefined, `${decision}, one that is not its own`)
    t.equal(shrunk(of(undefined), hold), undefined, `${decision}, nothing is said of seats`)
    t.strictSame(shrunk(of(undefined, 0), hold), aReservation({ quantity: 0 }), `${decision}, down to nothing`)
    t.equal(shrunk(of([3], 0), hold), undefined, `${decision}, down to nothing, though it says it keeps one`)
  }
})
