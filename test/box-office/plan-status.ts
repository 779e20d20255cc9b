import t from 'tap'
import { planStatus } from '../../hooks/sync/plan-status.ts'
import { aPlan, aReservation, now } from '../fixtures/objects.ts'

const reservations = (['Held', 'Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const).map(
  (decision, index) => aReservation({ decision, quantity: index + 1 }).spec,
)

function ready(status: 'True' | 'False', reason: string, message: string) {
  return [{ type: 'Ready', status, reason, message, lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 }]
}

t.strictSame(
  planStatus(aPlan(), { reservations, now }),
  { held: 3, sold: 3, waiting: 4, conditions: ready('True', 'OnSale', 'The plan is on sale') },
  'tickets are counted by what was decided of them',
)

t.strictSame(
  planStatus(aPlan({ active: false }), { reservations: [], now }),
  { held: 0, sold: 0, waiting: 0, conditions: ready('False', 'Inactive', 'The plan is not on sale: active is false') },
  'an inactive plan says so',
)

t.strictSame(
  planStatus(aPlan({ capacity: 10 }), { reservations, now }),
  {
    held: 3,
    sold: 3,
    waiting: 4,
    left: 4,
    conditions: ready('True', 'OnSale', 'The plan is on sale'),
  },
  'a plan with a capacity says what is left',
)

t.equal(
  planStatus(aPlan({ capacity: 2 }), { reservations, now }).left,
  0,
  'a capacity made smaller leaves nothing, not less',
)
