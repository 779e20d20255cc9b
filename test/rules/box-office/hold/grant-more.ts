import t from 'tap'
import { grantableTickets, grantMore } from '../../../../hooks/rules/box-office/hold/grant-more.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { aDesk, anOrder, aReservation, othersHold, reconsiderUntil, term } from '../../../fixtures/rules/box-office.ts'
import { paid } from '../../../fixtures/rules/money.ts'

const plan = { capacity: 3 }
const wait = { decision: 'Waitlisted', reason: 'NoSeats', message: 'Waitlisted: not enough seats are free' } as const
const wrong = { reason: 'PriceMismatch', message: 'wrong' }

t.test('each decision has a rule for more tickets', async t => {
  const seated = aReservation({ seats: [1], ...term })
  const lapsed = { decision: 'Released', reason: 'Expired', message: 'too late' } as const
  const table: [said: Partial<ReservationFacts>, expected: ReservationFacts | undefined][] = [
    [{ decision: 'Refused', ...wrong, reconsiderUntil }, seated],
    [wait, seated],
    [{ decision: 'Held', quantity: 0 }, seated],
    [{ decision: 'Sold', seats: [1] }, undefined],
    [lapsed, seated],
  ]
  for (const [said, expected] of table) {
    const order = anOrder({ entries: said.reason === 'Expired' ? paid('29.90').entries : [] })
    t.strictSame(grantMore(order, aReservation(said), aDesk({ plan })), expected, String(said.decision))
  }
  const sold = { decision: 'Sold', quantity: 1 } as const
  const more = anOrder({ price: 0, quantity: 2 })
  t.strictSame(
    grantMore(more, aReservation(sold), aDesk({ plan: { price: 0 } })),
    aReservation({ ...sold, quantity: 2 }),
    'a free sale grows',
  )
})

t.test('the grantable tickets are the growth of the hold', async t => {
  const more = (quantity: number, said: Partial<ReservationFacts>, others = 0) => {
    const observed = [...(others > 0 ? [othersHold(others)] : []), ...(said.seats ? [said] : [])]
    return grantableTickets(anOrder({ quantity }), aReservation(said), aDesk({ plan, observed }))
  }
  t.equal(more(2, { ...wait, quantity: 2 }), 2)
  t.equal(more(2, { ...wait, quantity: 2 }, 2), 0, 'not enough is free')
  t.equal(more(3, { seats: [1], ...term }), 2)
  t.equal(more(1, { seats: [1], ...term }), 0, 'it asks for no more than it has')
  t.equal(more(1, { decision: 'Released', reason: 'Cancelled', message: 'cancelled' }), 0)
})
