import t from 'tap'
import { Reservation, ReservationSpec, reservationKind } from '../../hooks/schema/reservation.ts'
import { aReservation } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const { columns, spec, status } = reservationKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['order', 'string', '.spec.orderRef', undefined],
    ['decision', 'string', '.spec.decision', undefined],
    ['quantity', 'integer', '.spec.quantity', undefined],
    ['currency', 'string', '.spec.currency', undefined],
    ['held until', 'string', '.spec.heldUntil', undefined],
    ['reason', 'string', '.spec.reason', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: the decision, without a price, which the order has',
)
t.strictSame([spec, status], [ReservationSpec, undefined], 'a reservation has no status: it is a decision')

const held = aReservation({
  planRef: 'plan',
  seats: [1, 2],
  quantity: 2,
  heldUntil: '2026-11-20T08:15:00Z',
  heldSince: '2026-11-20T08:00:00Z',
  waitingSince: '2026-11-20T08:05:00Z',
  couponRef: 'discount-10',
  poolRef: 'hall',
  pending: false,
  orderGeneration: 2,
})
t.equal(misfit(Reservation, held), undefined, 'a hold with every field is valid')
const { planRef: _, heldSince: __, waitingSince: ___, poolRef: _pool, pending: _pending, ...before } = held.spec
t.equal(misfit(Reservation, { ...held, spec: before }), undefined, 'a hold of 0.2.0 is valid, which stored less')
const refused = aReservation({ decision: 'Refused', reconsiderUntil: '2026-11-20T08:02:00Z' })
t.equal(misfit(Reservation, refused), undefined, 'a refusal may be reconsidered for a while')
t.equal(
  misfit(Reservation, aReservation({ planRef: '' })),
  'it/spec/planRef must NOT have fewer than 1 characters',
  'a plan has a name',
)
t.equal(
  misfit(Reservation, aReservation({ poolRef: 'x'.repeat(55) })),
  'it/spec/poolRef must NOT have more than 54 characters',
  'the name of a pool leaves room for that of its tickets',
)
t.equal(
  misfit(Reservation, aReservation({ orderGeneration: -1 })),
  'it/spec/orderGeneration must be >= 0',
  'generations count from 0',
)
t.equal(
  misfit(Reservation, aReservation({ seats: [] })),
  'it/spec/seats must NOT have fewer than 1 items',
  'seats are absent or at least one',
)
