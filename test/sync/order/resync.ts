import t from 'tap'
import { type Facts, standingOf } from '../../../hooks/rules/order/standing.ts'
import { orderResync } from '../../../hooks/sync/order/resync.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { someFacts } from '../../fixtures/rules/money.ts'

const sold = aReservation({ decision: 'Sold' })

function resync(said: Partial<Facts>, missing = 0) {
  const facts = someFacts(said)
  return orderResync(facts, { standing: standingOf(facts), missing })
}

t.test('an order that has what was ordered, or waits for somebody, is left alone', async t => {
  t.strictSame(resync({ reservation: sold, tickets: 1, previous: { payment: 'CONFIRMED' } }), {})
  t.strictSame(resync({ reservation: aReservation() }), {})
  t.strictSame(resync({ reservation: aReservation({ heldUntil: '2026-11-20T08:15:00Z' }) }), {}, 'time is not its own')
})

t.test('a ticket that could not be created is tried soon, one that is created with this answer is not', async t => {
  t.strictSame(resync({ reservation: sold, previous: { payment: 'CONFIRMED' } }, 1), { resyncAfterSeconds: 15 })
  t.strictSame(resync({ reservation: sold }, 1), {})
})

t.test(
  'a ticket whose name is a seat is looked for again, since a ticket of an order before may have that name',
  async t => {
    const reservation = { ...sold, seats: [1] }
    t.strictSame(resync({ reservation }, 1), { resyncAfterSeconds: 15 })
    t.strictSame(resync({ reservation, tickets: 1, previous: { payment: 'CONFIRMED' } }), {}, 'it is found')
  },
)
