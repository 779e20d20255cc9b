import t from 'tap'
import { type PlanFigures, planStatus, poolStatus, seatsLeft } from '../../../hooks/box-office/objects/plan-status.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import { aPlan, aSeatPool, minuteAgo, now } from '../../fixtures/objects.ts'

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

function statusOf(plan: Plan = aPlan(), said: Partial<PlanFigures> = {}) {
  return planStatus(plan, { counts, left: undefined, coupons: [], now, ...said })
}

t.test('a plan says how many tickets are held, sold and waited for', async t => {
  t.strictSame(statusOf(), { ...counts, conditions: onSale, observedGeneration: 1 })
})

t.test('a plan with seats says how many are left', async t => {
  t.strictSame(statusOf(aPlan(), { left: 4 }), { ...counts, left: 4, conditions: onSale, observedGeneration: 1 })
  t.strictSame(statusOf(aPlan(), { left: 0 }), {
    ...counts,
    left: 0,
    conditions: conditions('False', 'SoldOut', 'Sold out: 3 sold, 3 held'),
    observedGeneration: 1,
  })
})

t.test('a plan and a pool say how far a lowered capacity is exceeded', async t => {
  const messageOf = (capacity: number) =>
    statusOf(aPlan({ capacity }), { left: 0 }).conditions?.find(({ type }) => type === 'OnSale')?.message
  t.strictSame([6, 5, 2].map(messageOf), [
    'Sold out: 3 sold, 3 held',
    'Sold out: 3 sold, 3 held, 1 more than the capacity of 5',
    'Sold out: 3 sold, 3 held, 4 more than the capacity of 2',
  ])
  const message =
    'The box office decides on the orders of the plans of this pool; 6 seats are sold or held, 4 more than the capacity of 2: nobody gets a seat until enough of them are free'
  const { conditions } = poolStatus(aSeatPool({ capacity: 2 }), { counts, now })
  t.strictSame(conditions, [{ ...ready, message }])
})

t.test('a plan lists the use of its coupons', async t => {
  const coupons = [{ name: 'few', redemptions: 1, redemptionsLeft: 2, tickets: 3 }]
  t.strictSame(statusOf(aPlan(), { coupons }), { ...counts, coupons, conditions: onSale, observedGeneration: 1 })
})

t.test('the condition OnSale says why a plan sells nothing, and until when it sells', async t => {
  const [earlier, nowSaid, later] = [minuteAgo, '2026-11-20T08:00:00Z', '2026-11-20T08:00:01Z']
  const over = { salesEnd: nowSaid }
  const notYet = { salesStart: later }
  const table: [
    said: Parameters<typeof aPlan>[0],
    figures: Partial<PlanFigures>,
    wanted: Parameters<typeof conditions>,
  ][] = [
    [{ active: false, ...over, ...notYet }, {}, ['False', 'Inactive', 'The plan is not on sale: active is false']],
    [{ ...notYet }, { left: 0 }, ['False', 'NotYet', `The sale begins at ${later}`]],
    [{ salesStart: nowSaid }, {}, ['True', 'OnSale', 'The plan is on sale']],
    [{ salesStart: earlier, ...over }, { left: 0 }, ['False', 'Over', `The sale ended at ${nowSaid}`]],
    [{ salesEnd: later }, {}, ['True', 'OnSale', `The plan is on sale until ${later}`]],
    [
      { poolRef: 'hall' },
      { left: 'PoolNotFound' },
      ['False', 'PoolNotFound', 'There is no SeatPool "hall": orders wait for it'],
    ],
  ]
  for (const [said, figures, wanted] of table) {
    t.strictSame(statusOf(aPlan(said), figures).conditions, conditions(...wanted), wanted[1])
  }
})

t.test('a plan whose pool does not exist has no seats left', async t => {
  t.equal(statusOf(aPlan({ poolRef: 'hall' }), { left: 'PoolNotFound' }).left, 0)
})

t.test('an unchanged condition keeps its transition time', async t => {
  const status = statusOf()
  t.strictSame(statusOf(aPlan({ status }), { now: now + 60_000 }), status)
})

t.test('a plan without a generation has no observedGeneration', async t => {
  const plan = aPlan()
  const { generation: _, ...metadata } = plan.metadata
  t.notOk('observedGeneration' in statusOf({ ...plan, metadata }))
})

t.test('a pool says how many of its seats are held, sold, waited for and left over all plans', async t => {
  const message = 'The box office decides on the orders of the plans of this pool'
  const wanted = { ...counts, left: 4, conditions: [{ ...ready, message }], observedGeneration: 1 }
  t.strictSame(poolStatus(aSeatPool({ capacity: 10 }), { counts, now }), wanted)
  const kept = poolStatus(aSeatPool({ capacity: 10, status: wanted as never }), { counts, now: now + 60_000 })
  t.strictSame(kept, wanted, 'an unchanged condition keeps its transition time')
  const { generation: _, ...metadata } = aSeatPool().metadata
  t.notOk('observedGeneration' in poolStatus({ ...aSeatPool(), metadata }, { counts, now }))
})

t.test('a lowered capacity leaves no seat, not less', async t => {
  t.strictSame(
    [10, 6, 2].map(capacity => seatsLeft(capacity, counts)),
    [4, 0, 0],
  )
})
