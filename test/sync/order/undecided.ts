import t from 'tap'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { putOffUndecided } from '../../../hooks/sync/order/undecided.ts'
import { PutOffError } from '../../../hooks/sync/put-off.ts'
import { anOrder, aPayment, aReservation, aTicket, now } from '../../fixtures/objects.ts'
import { orderRequest } from '../../fixtures/requests.ts'

type Seen = Parameters<typeof orderRequest>[1]

/** For how many seconds an answer is put off, if it is. */
function putOff(parent: Order, seen: Seen = {}, at = now): number | undefined {
  try {
    putOffUndecided(orderRequest(parent, seen), at)
    return undefined
  } catch (error) {
    if (!(error instanceof PutOffError)) throw error
    return error.seconds
  }
}

const placedAt = Date.parse(anOrder().metadata.creationTimestamp)

t.test('an order that is new waits for the box office to decide, and says so', async t => {
  const message = 'Order "order-1" is not answered yet: the box office must decide first'
  t.throws(() => putOffUndecided(orderRequest(anOrder()), now), { name: 'PutOffError', message, seconds: 60 })
  const { status: _, ...bare } = anOrder()
  t.equal(putOff(bare), 60, 'one without a status')
  t.equal(putOff(anOrder({ quantity: 0 })), 60, 'one of nothing')
  t.equal(putOff(anOrder({ metadata: { generation: 2 }, quantity: 2 })), 60, 'one that was changed meanwhile')
})

t.test('it waits until it is 2 minutes old', async t => {
  const at = (milliseconds: number) => putOff(anOrder(), {}, placedAt + milliseconds)
  t.strictSame([0, 1, 1_000, 119_000, 119_999, 120_000, 120_001].map(at), [120, 120, 119, 1, 1, undefined, undefined])
})

t.test('a clock that is behind says nothing of its age: it is answered', async t => {
  t.strictSame(
    [-1, -5_000, -3_600_000].map(milliseconds => putOff(anOrder(), {}, placedAt + milliseconds)),
    [undefined, undefined, undefined],
  )
})

t.test('whatever there is to say of it is said at once', async t => {
  t.equal(putOff(anOrder({ cancelled: true })), undefined, 'it is cancelled')
  t.equal(putOff(anOrder({ cancelled: false })), 60, 'it could have been')
  t.equal(putOff(anOrder(), { reservations: [aReservation()] }), undefined, 'it is decided')
  t.equal(putOff(anOrder(), { payments: [aPayment()] }), undefined, 'it is paid before that')
  t.equal(putOff(anOrder(), { tickets: [aTicket()] }), undefined, 'it has tickets')
})

t.test('what was answered once is answered again', async t => {
  const status = { payment: 'PENDING', quantity: 0, reason: 'Reserving' } as const
  t.equal(putOff(anOrder({ status })), 60, 'that is what the API server says of a new one')
  t.equal(putOff(anOrder({ status: { ...status, observedGeneration: 0 } })), undefined)
  t.equal(putOff(anOrder({ status: { ...status, payment: 'CONFIRMED' } })), undefined, 'restored, and sold before')
  t.equal(putOff(anOrder({ status: { ...status, payment: 'REJECTED' } })), undefined, 'restored, and rejected before')
})
