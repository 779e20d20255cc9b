import t from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import { PutOffError, putOffSale, putOffUndecided } from '../../../hooks/sync/order/put-off.ts'
import { anOrder, aPayment, aReservation, aTicket, now } from '../../fixtures/objects.ts'
import { orderRequest } from '../../fixtures/requests.ts'

/** The seconds of a PutOffError; undefined without one. */
function secondsPutOff(putOff: () => void): number | undefined {
  try {
    putOff()
    return undefined
  } catch (error) {
    if (!(error instanceof PutOffError)) throw error
    return error.seconds
  }
}

type Seen = Parameters<typeof orderRequest>[1]

/** The seconds that a new order waits for its first decision; undefined if it does not wait. */
function waitForDecision(parent: Order, seen: Seen = {}, at = now): number | undefined {
  return secondsPutOff(() => putOffUndecided(orderRequest(parent, seen), at))
}

const placedAt = Date.parse(anOrder().metadata.creationTimestamp)
const second = (seconds: number) => new Date(now + seconds * 1_000).toISOString().replace('.000Z', 'Z')
const just = { receivedAt: second(0) }

interface Said {
  order?: Order
  reservation?: Reservation | undefined
  payments?: ReturnType<typeof aPayment>[]
  at?: number
}

/** The seconds that a paid hold waits for its sale; undefined if it does not wait. */
function waitForSale(said: Said = {}): number | undefined {
  const { order = anOrder(), payments = [aPayment(just)], at = now } = said
  const reservation = 'reservation' in said ? said.reservation : aReservation()
  return secondsPutOff(() => putOffSale(orderRequest(order, { payments }), { reservation, now: at }))
}

t.test('a put-off has its reason and its seconds', async t => {
  const error = new PutOffError('Cannot report on order "order-1" yet', 300)
  t.match(error, { name: 'PutOffError', message: 'Cannot report on order "order-1" yet', seconds: 300 })
  t.ok(error instanceof Error)
})

t.test('a new order waits for the decision of the box office', async t => {
  const message = 'Cannot report on order "order-1" yet: the box office must decide on it first'
  t.throws(() => putOffUndecided(orderRequest(anOrder()), now), { name: 'PutOffError', message, seconds: 60 })
  const { status: _, ...bare } = anOrder()
  t.equal(waitForDecision(bare), 60, 'one without a status')
  t.equal(waitForDecision(anOrder({ quantity: 0 })), 60, 'one of nothing')
  t.equal(waitForDecision(anOrder({ metadata: { generation: 2 }, quantity: 2 })), 60, 'one that was changed meanwhile')
})

t.test('a new order waits until it is 2 minutes old', async t => {
  const at = (milliseconds: number) => waitForDecision(anOrder(), {}, placedAt + milliseconds)
  t.strictSame([0, 1, 1_000, 119_000, 119_999, 120_000, 120_001].map(at), [120, 120, 119, 1, 1, undefined, undefined])
})

t.test('with a clock that is behind, a new order is answered', async t => {
  t.strictSame(
    [-1, -5_000, -3_600_000].map(milliseconds => waitForDecision(anOrder(), {}, placedAt + milliseconds)),
    [undefined, undefined, undefined],
  )
})

t.test('a cancelled order, or one with a reservation, payment or ticket, is answered at once', async t => {
  t.equal(waitForDecision(anOrder({ cancelled: true })), undefined, 'it is cancelled')
  t.equal(waitForDecision(anOrder({ cancelled: false })), 60, 'it could have been')
  t.equal(waitForDecision(anOrder(), { reservations: [aReservation()] }), undefined, 'it is decided')
  t.equal(waitForDecision(anOrder(), { payments: [aPayment()] }), undefined, 'it is paid before that')
  t.equal(waitForDecision(anOrder(), { tickets: [aTicket()] }), undefined, 'it has tickets')
})

t.test('an answered order is answered again', async t => {
  const status = { payment: 'PENDING', quantity: 0, reason: 'Reserving' } as const
  t.equal(waitForDecision(anOrder({ status })), 60, 'that is what the API server says of a new one')
  t.equal(waitForDecision(anOrder({ status: { ...status, observedGeneration: 0 } })), undefined)
  t.equal(
    waitForDecision(anOrder({ status: { ...status, payment: 'CONFIRMED' } })),
    undefined,
    'restored, and sold before',
  )
  t.equal(
    waitForDecision(anOrder({ status: { ...status, payment: 'REJECTED' } })),
    undefined,
    'restored, and rejected before',
  )
})

t.test('a hold that is paid in full waits for its sale', async t => {
  const ask = () =>
    putOffSale(orderRequest(anOrder(), { payments: [aPayment(just)] }), { reservation: aReservation(), now })
  const message = 'Cannot report on order "order-1" yet: the box office must sell its tickets first'
  t.throws(ask, { name: 'PutOffError', message, seconds: 10 })
})

t.test('a paid hold waits for 10 seconds after the newest payment', async t => {
  const at = (milliseconds: number) => waitForSale({ at: now + milliseconds })
  t.strictSame([0, 1, 1_000, 9_000, 9_999, 10_000].map(at), [10, 10, 9, 1, 1, undefined])
  const payments = [-5, 0, -60].map((age, index) => aPayment({ name: `paypal-${index}`, receivedAt: second(age) }))
  t.equal(waitForSale({ payments, at: now + 4_000 }), 6)
})

t.test('a small difference of clocks does not matter, and a larger one ends the wait', async t => {
  t.strictSame(
    [-1, -10_000, -10_001].map(milliseconds => waitForSale({ at: now + milliseconds })),
    [10, 10, undefined],
  )
})

t.test('an unreadable receipt puts nothing off, and hides no other one', async t => {
  const unreadable = aPayment({ name: 'paypal-0', receivedAt: '2026-11-20T08:00:00+30:00' })
  t.equal(waitForSale({ payments: [unreadable] }), undefined)
  const readable = aPayment({ gross: '0.00', receivedAt: second(-4) })
  for (const payments of [
    [unreadable, readable],
    [readable, unreadable],
  ])
    t.equal(waitForSale({ payments }), 6)
})

t.test('a free order waits for at most 10 seconds after it was held', async t => {
  const metadata = { creationTimestamp: second(-3) }
  const free = { order: anOrder({ price: 0 }), payments: [] }
  t.equal(waitForSale({ ...free, reservation: aReservation({ metadata }) }), 7)
  t.equal(waitForSale({ ...free, reservation: aReservation() }), undefined, 'held a minute ago')
})

t.test('the payments must cover the reserved quantity in the currency of the reservation', async t => {
  const order = anOrder({ quantity: 3 })
  const two = aReservation({ quantity: 2 })
  const paid = (gross: string, said: Parameters<typeof aPayment>[0] = {}) => [aPayment({ gross, ...just, ...said })]
  t.equal(waitForSale({ order, reservation: two, payments: paid('59.80') }), 10)
  t.equal(waitForSale({ order, reservation: two, payments: paid('59.79') }), undefined)
  t.equal(waitForSale({ order, reservation: two, payments: paid('59.80', { currency: 'USD' }) }), undefined)
  t.equal(waitForSale({ payments: paid('29.90', { state: 'Pending' }) }), undefined, 'announced')
  t.equal(waitForSale({ payments: [] }), undefined)
  const yen = aReservation({ currency: 'JPY' })
  t.equal(
    waitForSale({ reservation: yen, payments: paid('30', { currency: 'JPY' }) }),
    undefined,
    'no price of that currency',
  )
})

t.test('an order without an unsold hold is answered at once', async t => {
  for (const decision of ['Sold', 'Waitlisted', 'Refused', 'Released'] as const) {
    t.equal(waitForSale({ reservation: aReservation({ decision }) }), undefined, decision)
  }
  t.equal(waitForSale({ reservation: undefined }), undefined, 'nothing is reserved')
  t.equal(waitForSale({ reservation: aReservation({ quantity: 0 }) }), undefined, 'nothing is held')
  t.equal(waitForSale({ order: anOrder({ cancelled: true }) }), undefined, 'it is cancelled')
  t.equal(waitForSale({ order: anOrder({ cancelled: false }) }), 10)
})
