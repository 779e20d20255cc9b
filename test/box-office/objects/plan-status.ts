import t from 'tap'
import { planStatus } from '../../../hooks/box-office/objects/plan-status.ts'
import { aPlan, now } from '../../fixtures/objects.ts'

const counts = { held: 3, sold: 3, waiting: 4 }

const times = { lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 }
const ready = {
  type: 'Ready',
  status: 'True',
  reason: 'BoxOfficeDecides',
  message: 'The box office decides on the orders of this plan',
  ...times,
}

function conditions(status: 'True' | 'False', reason: string, message: string) {
  return [ready, { type: 'OnSale', status, reason, message, ...times }]
}

const onSale = conditions('True', 'OnSale', 'The plan is on sale')

t.strictSame(
  planStatus(aPlan(), { counts, now }),
  { ...counts, conditions: onSale, observedGeneration: 1 },
  'a plan says how many tickets are held, sold and waited for',
)

t.strictSame(
  planStatus(aPlan({ active: false }), { counts, now }).conditions,
  conditions('False', 'Inactive', 'The plan is not on sale: active is false'),
  'a plan that is closed on purpose is ready, and not on sale',
)

t.strictSame(
  planStatus(aPlan({ capacity: 10 }), { counts, now }),
  { ...counts, left: 4, conditions: onSale, observedGeneration: 1 },
  'a plan with a capacity says what is left',
)

for (const [capacity, what] of [
  [6, 'a plan without a seat left is sold out'],
  [2, 'a lowered capacity leaves nothing, not less'],
] as const) {
  t.strictSame(
    planStatus(aPlan({ capacity }), { counts, now }),
    {
      ...counts,
      left: 0,
      conditions: conditions('False', 'SoldOut', 'Sold out: 3 sold, 3 held'),
      observedGeneration: 1,
    },
    what,
  )
}

t.test('an unchanged condition keeps its transition time', async t => {
  const status = planStatus(aPlan(), { counts, now })
  t.strictSame(planStatus(aPlan({ status }), { counts, now: now + 60_000 }), status)
})

t.test('a plan without a generation has no observedGeneration', async t => {
  const plan = aPlan()
  const { generation: _, ...metadata } = plan.metadata
  t.notOk('observedGeneration' in planStatus({ ...plan, metadata }, { counts, now }))
})
