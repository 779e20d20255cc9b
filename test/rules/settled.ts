import t from 'tap'
import { isSettled } from '../../hooks/rules/settled.ts'
import { type Facts, standingOf } from '../../hooks/rules/standing.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aLedger, someFacts } from '../fixtures/rules-money.ts'

const paid = aLedger({ received: 2990n, paid: 2990n })
const sold = aReservation({ decision: 'Sold' })
const released = aReservation({ decision: 'Released', reason: 'Expired', message: 'Too late' })

function settled(said: Partial<Facts>): boolean {
  const facts = someFacts(said)
  return isSettled(standingOf(facts), facts)
}

t.test('what is sold as it was ordered is settled', async t => {
  t.equal(settled({ reservation: sold, ledger: paid, tickets: 1 }), true)
})

t.test('what is sold is not settled before all that was ordered is sold', async t => {
  t.equal(settled({ reservation: sold, ledger: paid, quantity: 2 }), false)
})

t.test('what is confirmed although its reservation says something else, or is not seen, is not settled', async t => {
  const previous = { payment: 'CONFIRMED' } as const
  t.equal(settled({ reservation: undefined, previous }), false)
  t.equal(settled({ reservation: aReservation({ decision: 'Held' }), tickets: 1, unjudged: 1 }), false)
})

t.test('whoever waits, for a plan, a payment or a seat, is not settled', async t => {
  const waits = [undefined, aReservation(), aReservation({ decision: 'Waitlisted', message: 'Wait' })]
  for (const reservation of waits) t.equal(settled({ reservation }), false, reservation?.decision ?? 'unreserved')
})

t.test('who is rejected is settled, unless money came that might still buy tickets', async t => {
  t.equal(settled({ reservation: released }), true)
  t.equal(settled({ reservation: released, ledger: aLedger({ paid: 1n }) }), false)
  t.equal(settled({ reservation: released, ledger: aLedger({ received: 2990n, refunded: true }) }), true)
  t.equal(settled({ reservation: released, ledger: aLedger({ paid: -1n, refunded: true }) }), true)
})

t.test('who has cancelled is settled, whatever was paid', async t => {
  t.equal(settled({ cancelled: true, reservation: sold, ledger: paid, tickets: 1 }), true)
})
