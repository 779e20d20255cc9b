import t from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Reservation } from '../../../hooks/schema/reservation.ts'
import { putOffSale } from '../../../hooks/sync/order/sale-under-way.ts'
import { PutOffError } from '../../../hooks/sync/put-off.ts'
import { anOrder, aPayment, aReservation, now } from '../../fixtures/objects.ts'
import { orderRequest } from '../../fixtures/requests.ts'

const second = (seconds: number) => new Date(now + seconds * 1_000).toISOString().replace('.000Z', 'Z')
const just = { receivedAt: second(0) }

interface Said {
  order?: Order
  reservation?: Reservation | undefined
  payments?: ReturnType<typeof aPayment>[]
  at?: number
}

/** For how many seconds an order that is held and paid is put off, if it is. */
function putOff(said: Said = {}): number | undefined {
  const { order = anOrder(), payments = [aPayment(just)], at = now } = said
  const reservation = 'reservation' in said ? said.reservation : aReservation()
  try {
    putOffSale(orderRequest(order, { payments }), { reservation, now: at })
    return undefined
  } catch (error) {
    if (!(error instanceof PutOffError)) throw error
    return error.seconds
  }
}

t.test('a hold that is paid in full waits for the box office to sell it, and says so', async t => {
  const ask = () =>
    putOffSale(orderRequest(anOrder(), { payments: [aPayment(just)] }), { reservation: aReservation(), now })
  const message = 'Order "order-1" is not answered yet: the box office must sell it first'
  t.throws(ask, { name: 'PutOffError', message, seconds: 10 })
})

t.test('it waits for 10 seconds after the newest payment', async t => {
  const at = (milliseconds: number) => putOff({ at: now + milliseconds })
  t.strictSame([0, 1, 1_000, 9_000, 9_999, 10_000].map(at), [10, 10, 9, 1, 1, undefined])
  const payments = [-5, 0, -60].map((age, index) => aPayment({ name: `paypal-${index}`, receivedAt: second(age) }))
  t.equal(putOff({ payments, at: now + 4_000 }), 6)
})

t.test('a clock that is a little behind is no matter, one that is further off says nothing', async t => {
  t.strictSame(
    [-1, -10_000, -10_001].map(milliseconds => putOff({ at: now + milliseconds })),
    [10, 10, undefined],
  )
})

t.test('a receipt that is no time puts nothing off, and hides no other one', async t => {
  const unreadable = aPayment({ name: 'paypal-0', receivedAt: '2026-11-20T08:00:00+30:00' })
  t.equal(putOff({ payments: [unreadable] }), undefined)
  const readable = aPayment({ gross: '0.00', receivedAt: second(-4) })
  for (const payments of [
    [unreadable, readable],
    [readable, unreadable],
  ])
    t.equal(putOff({ payments }), 6)
})

t.test('what is free waits for 10 seconds after it was held', async t => {
  const metadata = { creationTimestamp: second(-3) }
  const free = { order: anOrder({ price: 0 }), payments: [] }
  t.equal(putOff({ ...free, reservation: aReservation({ metadata }) }), 7)
  t.equal(putOff({ ...free, reservation: aReservation() }), undefined, 'held a minute ago')
})

t.test('paid is what was reserved, in the currency of that', async t => {
  const order = anOrder({ quantity: 3 })
  const two = aReservation({ quantity: 2 })
  const paid = (gross: string, said: Parameters<typeof aPayment>[0] = {}) => [aPayment({ gross, ...just, ...said })]
  t.equal(putOff({ order, reservation: two, payments: paid('59.80') }), 10)
  t.equal(putOff({ order, reservation: two, payments: paid('59.79') }), undefined)
  t.equal(putOff({ order, reservation: two, payments: paid('59.80', { currency: 'USD' }) }), undefined)
  t.equal(putOff({ payments: paid('29.90', { state: 'Pending' }) }), undefined, 'announced')
  t.equal(putOff({ payments: [] }), undefined)
  const yen = aReservation({ currency: 'JPY' })
  t.equal(
    putOff({ reservation: yen, payments: paid('30', { currency: 'JPY' }) }),
    undefined,
    'no price of that currency',
  )
})

t.test('what is not about to be sold is answered at once', async t => {
  for (const decision of ['Sold', 'Waitlisted', 'Refused', 'Released'] as const) {
    t.equal(putOff({ reservation: aReservation({ decision }) }), undefined, decision)
  }
  t.equal(putOff({ reservation: undefined }), undefined, 'nothing is reserved')
  t.equal(putOff({ reservation: aReservation({ quantity: 0 }) }), undefined, 'nothing is held')
  t.equal(putOff({ order: anOrder({ cancelled: true }) }), undefined, 'it is cancelled')
  t.equal(putOff({ order: anOrder({ cancelled: false }) }), 10)
})
