import t from 'tap'
import { type Facts, standingOf } from '../../hooks/rules/standing.ts'
import { orderResync } from '../../hooks/sync/order-resync.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aLedger, someFacts } from '../fixtures/rules-money.ts'

const sold = aReservation({ decision: 'Sold' })
const now = Date.parse('2026-11-20T08:00:00Z')

function resync(said: Partial<Facts>, missing = 0) {
  const facts = someFacts({ now, ...said })
  return orderResync(facts, { standing: standingOf(facts), missing })
}

function heldUntil(time: string): Partial<Facts> {
  return { reservation: aReservation({ heldUntil: time }) }
}

t.test('who got what was ordered, and who only waits, is left alone', async t => {
  t.strictSame(resync({ reservation: sold, tickets: 1, previous: { payment: 'CONFIRMED' } }), {})
  t.strictSame(resync({ reservation: aReservation() }), {})
})

t.test('a hold is looked at at its end, and not when it is paid for', async t => {
  t.strictSame(resync(heldUntil('2026-11-20T08:15:00Z')), { resyncAfterSeconds: 930 })
  const ledger = aLedger({ received: 2990n, paid: 2990n })
  t.strictSame(resync({ ...heldUntil('2026-11-20T08:15:00Z'), ledger }), {})
})

t.test('an end that could not be said is looked at soon, one that is said is over', async t => {
  const past = heldUntil('2026-11-20T07:00:00Z')
  t.strictSame(resync({ ...past, previous: { payment: 'CONFIRMED' } }), { resyncAfterSeconds: 15 })
  t.strictSame(resync(past), {})
})

t.test('a ticket that could not be made is tried soon, one that is made with this answer is not', async t => {
  t.strictSame(resync({ reservation: sold, previous: { payment: 'CONFIRMED' } }, 1), { resyncAfterSeconds: 15 })
  t.strictSame(resync({ reservation: sold }, 1), {})
})
