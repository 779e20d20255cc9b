import t from 'tap'
import { explainOrder, findings, type Step } from '../../../hooks/rules/box-office/explain.ts'
import { aCase, aClosedDesk, aDesk, othersHold, quarterPast, term } from '../../fixtures/rules/box-office.ts'
import { paid } from '../../fixtures/rules/money.ts'

/** The steps of rules that changed nothing. */
const silent = (...rules: Step['rule'][]): Step[] => rules.map(rule => ({ rule, finding: 'Nothing to do' }))

t.test('an order without a reservation is explained in one step', async t => {
  const stored: Step = { rule: 'stored', finding: 'no reservation' }
  const table: [why: string, found: Step[], expected: Step][] = [
    [
      'it is priced',
      explainOrder(aCase({ quantity: 2 }), aDesk({ plan: { capacity: 3 } })),
      {
        rule: 'price',
        finding: `The order has no reservation: the box office checks its price, and holds its seats if enough are free → Held, 2 tickets, seats 1, 2, until ${quarterPast}`,
      },
    ],
    [
      'its plan is missing',
      explainOrder(aCase({}), aClosedDesk()),
      {
        rule: 'price',
        finding:
          'The order has no reservation: the box office checks its price, and holds its seats if enough are free',
      },
    ],
    [
      'it is being deleted',
      explainOrder(aCase({ deleting: true }), aDesk()),
      { rule: 'deleting', finding: 'The order is being deleted: it gets no reservation' },
    ],
    [
      'it was confirmed',
      explainOrder(aCase({ status: { payment: 'CONFIRMED', quantity: 1 } }), aDesk()),
      {
        rule: 'reinstate',
        finding:
          'The status of the order shows a decision, but its reservation is missing: the box office reinstates it → Sold, 1 ticket',
      },
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, [stored, expected], why)
})

t.test('the steps are the stored reservation, the rules that change nothing, and the rule that decides', async t => {
  t.strictSame(explainOrder(aCase(paid('29.90'), { seats: [4], ...term }), aDesk({ plan: { capacity: 9 } })), [
    { rule: 'stored', finding: `Held, 1 ticket, seat 4, until ${quarterPast}` },
    ...silent('audit', 'release', 'prolong', 'announce', 'lapse', 'shrink'),
    {
      rule: 'sell',
      finding: 'The hold is free or paid in full, and the watch has reached it: it is sold → Sold, 1 ticket, seat 4',
    },
  ])
  const why = { reason: 'PlanInactive', message: 'Closed' }
  const waiting = aCase({ quantity: 2 }, { decision: 'Waitlisted', quantity: 2, ...why })
  t.strictSame(explainOrder(waiting, aDesk({ plan: { capacity: 2 }, observed: [othersHold(1)] })), [
    { rule: 'stored', finding: 'Waitlisted PlanInactive, 2 tickets, "Closed"' },
    ...silent('audit', 'release', 'prolong', 'announce', 'lapse', 'shrink', 'sell', 'limit'),
    {
      rule: 'grant',
      finding:
        'The order asks for tickets that it does not hold: it gets all of them, or a message with the reason why not → Waitlisted NoSeats, 2 tickets, "Waitlisted: not enough seats are free"',
    },
  ])
})

t.test('without a change, no rule has a finding', async t => {
  t.strictSame(explainOrder(aCase({}, {}), aDesk()), [
    { rule: 'stored', finding: 'Held, 1 ticket' },
    ...silent('audit', 'release', 'prolong', 'announce', 'lapse', 'shrink', 'sell', 'limit', 'grant', 'adopt'),
    { rule: 'none', finding: 'Nothing changes' },
  ])
})

t.test('a hold that gets more time is explained', async t => {
  const desk = aDesk({ plan: { capacity: 9, maxHoldMinutes: 60 } })
  t.strictSame(explainOrder(aCase({ holdUntil: Date.UTC(2026, 10, 20, 8, 30) }, { seats: [1], ...term }), desk), [
    { rule: 'stored', finding: `Held, 1 ticket, seat 1, until ${quarterPast}` },
    ...silent('audit', 'release'),
    {
      rule: 'prolong',
      finding:
        'The order asks for more time, within the limit of its plan: the hold ends later → Held, 1 ticket, seat 1, until 2026-11-20T08:30:00Z',
    },
  ])
})

t.test('a stale view decides nothing', async t => {
  t.strictSame(explainOrder(aCase({}, { orderGeneration: 2 }), aDesk()), [
    { rule: 'stored', finding: 'Held, 1 ticket' },
    {
      rule: 'stale view',
      finding:
        'The view of the order is stale: its reservation was written or deleted later. The box office decides once its watch has caught up',
    },
  ])
})

t.test('the finding of each rule has the case and its decision', async t => {
  const { none, ...rules } = findings
  t.equal(none, 'Nothing changes')
  for (const [rule, finding] of Object.entries(rules)) t.match(finding, /^(The|A) .+: .+$|^Another .+, or .+$/, rule)
})
