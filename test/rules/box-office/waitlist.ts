import t from 'tap'
import {
  comparePlaces,
  hasUnmetTickets,
  placeOf,
  type WaitlistPlace,
  waitedTickets,
} from '../../../hooks/rules/box-office/waitlist.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { fc } from '../../fixtures/properties.ts'
import { anOrder, aReservation } from '../../fixtures/rules/box-office.ts'

const waitingSince = '2026-11-20T07:30:00Z'
const order = anOrder({ placedAt: 1_000, quantity: 2 })
const two = { quantity: 2 }

t.test('the place of an order is the time of its placing, or the start of its wait', async t => {
  const own = { name: 'order-1', uid: 'uid-1' }
  const table: [why: string, reservation: Partial<ReservationFacts> | undefined, at: number][] = [
    ['a new one', undefined, 1_000],
    ['one that waits', { decision: 'Waitlisted', ...two }, 1_000],
    ['… and waits for more than it did', { decision: 'Waitlisted' }, 1_000],
    ['one that waits since it asked again', { decision: 'Waitlisted', ...two, waitingSince }, Date.parse(waitingSince)],
    ['a hold', two, 1_000],
    ['a hold that has just begun to ask for more stands behind all', {}, Number.POSITIVE_INFINITY],
    ['a hold of nothing too', { quantity: 0 }, Number.POSITIVE_INFINITY],
    ['a sale too', { decision: 'Sold' }, Number.POSITIVE_INFINITY],
    ['a hold that waits for more', { waitingSince }, Date.parse(waitingSince)],
    ['a refused order, for any quantity', { decision: 'Refused' }, 1_000],
    ['a released order, for any quantity', { decision: 'Released' }, 1_000],
  ]
  for (const [why, said, at] of table) {
    t.strictSame(placeOf(order, said && aReservation(said)), { at, ...own }, why)
  }
  const confirmed = anOrder({ placedAt: 1_000, status: { payment: 'CONFIRMED' } })
  const first = { at: Number.NEGATIVE_INFINITY, ...own }
  t.strictSame(placeOf(confirmed, undefined), first, 'a confirmed order without its reservation comes first')
  t.strictSame(placeOf(confirmed, aReservation({ decision: 'Sold' })), { at: 1_000, ...own }, '… and has it again')
})

t.test('an order waits for the tickets that it does not have', async t => {
  const table: [why: string, reservation: Partial<ReservationFacts> | undefined, tickets: number][] = [
    ['a new one waits for nothing yet', undefined, 0],
    ['one that waits, for all it asks for', { decision: 'Waitlisted', quantity: 9 }, 2],
    ['a hold, for what is missing', {}, 1],
    ['a hold of nothing, for all', { quantity: 0 }, 2],
    ['a hold of as many, for nothing', two, 0],
    ['a hold of more, for nothing', { quantity: 3 }, 0],
    ['a refused order waits for nothing', { decision: 'Refused' }, 0],
    ['a released order waits for nothing', { decision: 'Released' }, 0],
  ]
  for (const [why, said, tickets] of table) t.equal(waitedTickets(order, said && aReservation(said)), tickets, why)
})

t.test('only a hold or a sale can ask for more', async t => {
  const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
  t.strictSame(
    decisions.filter(decision => hasUnmetTickets(order, aReservation({ decision }))),
    ['Held', 'Sold'],
  )
  t.equal(hasUnmetTickets(order, aReservation(two)), false, 'it has as many')
  t.equal(hasUnmetTickets(order, undefined), false, 'it has no reservation')
})

t.test('waiting orders are served by time, then name, then uid', async t => {
  const places: WaitlistPlace[] = [
    { at: 1_000, name: 'order-9', uid: 'uid-9' },
    { at: 2_000, name: 'order-1', uid: 'uid-8' },
    { at: 2_000, name: 'order-2', uid: 'uid-1' },
    { at: 2_000, name: 'order-2', uid: 'uid-2' },
    { at: Number.POSITIVE_INFINITY, name: 'order-1', uid: 'uid-1' },
    { at: Number.POSITIVE_INFINITY, name: 'order-2', uid: 'uid-1' },
  ]
  t.strictSame(places.toReversed().sort(comparePlaces), places)
})

const some: fc.Arbitrary<WaitlistPlace> = fc.record({
  at: fc.constantFrom(1_000, 2_000, Number.POSITIVE_INFINITY),
  name: fc.constantFrom('order-1', 'order-10', 'order-2'),
  uid: fc.constantFrom('uid-1', 'uid-2'),
})

t.test('places have a strict total order', async () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const isSame = a.at === b.at && a.name === b.name && a.uid === b.uid
      const isAntisymmetric = Math.sign(comparePlaces(a, b)) + Math.sign(comparePlaces(b, a)) === 0
      const isTransitive = !(comparePlaces(a, b) <= 0 && comparePlaces(b, c) <= 0) || comparePlaces(a, c) <= 0
      return isAntisymmetric && isTransitive && (comparePlaces(a, b) === 0) === isSame
    }),
  )
})
