import t from 'tap'
import { planStatus } from '../../../hooks/box-office/objects/plan-status.ts'
import { aPlan, now } from '../../fixtures/objects.ts'

const counts = { held: 3, sold: 3, waiting: 4 }

function ready(status: 'True' | 'False', reason: string, message: string) {
  return [{ type: 'Ready', status, reason, message, lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 }]
}

const onSale = ready('True', 'OnSale', 'The plan is on sale')

t.strictSame(
  planStatus(aPlan(), { counts, now }),
  { ...counts, conditions: onSale, observedGeneration: 1 },
  'a plan says how many tickets are held, sold and waited for',
)

t.strictSame(
  planStatus(aPlan({ active: false }), { counts, now }).conditions,
  ready('False', 'Inactive', 'The plan is not on sale: active is false'),
  'an inactive plan says so',
)

t.strictSame(
  planStatus(aPlan({ capacity: 10 }), { counts, now }),
  { ...counts, left: 4, conditions: onSale, observedGeneration: 1 },
  'a plan with a capacity says what is left',
)

t.equal(planStatus(aPlan({ capacity: 2 }), { counts, now }).left, 0, 'a lowered capacity leaves nothing, not less')

t.test('a condition keeps its time while it stays the same', async t => {
  const status = planStatus(aPlan(), { counts, now })
  t.strictSame(planStatus(aPlan({ status }), { counts, now: now + 60_000 }), status)
})

t.test('a plan without a generation is observed at none', async t => {
  const plan = aPlan()
  const { generation: _, ...metadata } = plan.metadata
  t.notOk('observedGeneration' in planStatus({ ...plan, metadata }, { counts, now }))
})
