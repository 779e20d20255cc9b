import t from 'tap'
import { endOfHold, type HoldFacts } from '../../hooks/rules/hold.ts'
import { frozen } from '../fixtures/requests.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aLedger } from '../fixtures/rules-money.ts'

const heldUntil = '2026-11-20T08:00:00Z'

function aHold(said: Partial<HoldFacts> = {}): HoldFacts {
  return frozen({ reservation: aReservation({ heldUntil }), total: 2990n, ledger: aLedger(), ...said })
}

t.test('does not change its arguments', async t => {
  const facts = aHold()
  const before = structuredClone(facts)
  endOfHold(facts)
  t.strictSame(facts, before)
})

t.test('a hold ends half a minute after its time, so that a payment made in time is seen', async t => {
  const end = Date.parse('2026-11-20T08:00:30Z')
  t.equal(endOfHold(aHold()), end)
  t.equal(endOfHold(aHold({ ledger: aLedger({ paid: 2989n }) })), end, 'a cent is missing')
})

t.test('what is paid, sold, or held without an end does not end', async t => {
  const table: [why: string, said: Partial<HoldFacts>][] = [
    ['paid in full', { ledger: aLedger({ paid: 2990n }) }],
    ['free', { total: 0n }],
    ['held without an end', { reservation: aReservation() }],
    ['no reservation', { reservation: undefined }],
    ...(['Sold', 'Waitlisted', 'Refused', 'Released'] as const).map((decision): [string, Partial<HoldFacts>] => [
      decision,
      { reservation: aReservation({ decision, heldUntil }) },
    ]),
  ]
  for (const [why, said] of table) t.equal(endOfHold(aHold(said)), undefined, why)
})
