import t from 'tap'
import { isOwedTickets } from '../../hooks/rules/owed.ts'
import { type Facts, standingOf } from '../../hooks/rules/standing.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aLedger, someFacts } from '../fixtures/rules-money.ts'

const paid = aLedger({ received: 2990n, paid: 2990n })
const sold = aReservation({ decision: 'Sold' })
const released = aReservation({ decision: 'Released', reason: 'Expired', message: 'Too late' })
const waiting = aReservation({ decision: 'Waitlisted', message: 'Wait' })

function isOwed(said: Partial<Facts>): boolean {
  const facts = someFacts(said)
  return isOwedTickets(standingOf(facts), facts)
}

t.test('who got what was ordered is owed nothing', async t => {
  t.equal(isOwed({ reservation: sold, ledger: paid, tickets: 1 }), false)
})

t.test('who was confirmed is owed what is not sold yet', async t => {
  t.equal(isOwed({ reservation: sold, ledger: paid, quantity: 2 }), true)
})

t.test('who was confirmed, although the reservation says something else or is not seen, is owed tickets', async t => {
  t.equal(isOwed({ reservation: undefined, previous: { payment: 'CONFIRMED' } }), true)
  t.equal(isOwed({ reservation: aReservation(), tickets: 1, unjudged: 1 }), true)
})

t.test('who has paid, even a part of it, and has no tickets is owed them', async t => {
  for (const reservation of [undefined, aReservation(), waiting, released]) {
    const decision = reservation?.decision ?? 'unreserved'
    t.equal(isOwed({ reservation, ledger: paid }), true, decision)
    t.equal(isOwed({ reservation, ledger: aLedger({ paid: 1n }) }), true, `${decision}, a part`)
  }
})

t.test('who has not paid, or was given it back, is owed nothing', async t => {
  for (const reservation of [undefined, aReservation(), waiting, released]) {
    const decision = reservation?.decision ?? 'unreserved'
    t.equal(isOwed({ reservation }), false, decision)
    t.equal(
      isOwed({ reservation, ledger: aLedger({ received: 2990n, refunded: true }) }),
      false,
      `${decision}, refunded`,
    )
    t.equal(isOwed({ reservation, ledger: aLedger({ paid: -1n }) }), false, `${decision}, more than that`)
  }
})

t.test('who has cancelled is owed no tickets, whatever was paid', async t => {
  t.equal(isOwed({ cancelled: true, reservation: sold, ledger: paid, tickets: 1 }), false)
})
