import t from 'tap'
import { type Explained, explanation } from '../../../hooks/box-office/explain/explanation.ts'
import { planStatus, poolStatus } from '../../../hooks/box-office/objects/plan-status.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import { reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { anOrder, aPlan, aSeatPool, minuteAgo, now } from '../../fixtures/objects.ts'

const money = { payment: 'PENDING', quantity: 0, paid: '0.00', total: '29.90', currency: 'EUR' } as const
const stored = { rule: 'stored', finding: 'no reservation' } as const

function write(name: string, said: Parameters<typeof reservationOf>[1]): Explained['writes'][number] {
  const { spec } = reservationOf(anOrder({ name }), said)
  return { name, spec, order: { name, uid: `uid-of-${name}` } }
}

function explain(said: Partial<Explained> = {}, plan: Plan | undefined = aPlan(), left?: number): string[] {
  const status = planStatus(plan, { counts: { held: 1, sold: 2, waiting: 3 }, left, coupons: [], now })
  const plans = new Map([[plan.metadata.name, { plan, status }]])
  return explanation({ order: anOrder(), steps: [stored], plans, pools: new Map(), writes: [], ...said })
}

t.test('the first lines show the order and the state of its plan', async t => {
  t.strictSame(explain(), [
    '  asks       1 ticket of plan "plan" at 29.9',
    '  plan       no capacity; 1 held, 2 sold, 3 waiting',
    '  stored     no reservation',
    'The box office would write nothing.',
  ])
  const order = anOrder({ quantity: 2, couponRef: 'few', cancelled: true, status: money })
  t.strictSame(explain({ order }, aPlan({ capacity: 9, active: false }), 6).slice(0, 2), [
    '  asks       2 tickets of plan "plan" with coupon "few" at 29.9; cancelled; 0.00 paid of 29.90 EUR',
    '  plan       6 of 9 left; 1 held, 2 sold, 3 waiting; not on sale (Inactive)',
  ])
  t.equal(explain({ plans: new Map() })[1], '  plan       "plan" does not exist')
})

t.test('the first line shows the end that the order asks for', async t => {
  const order = anOrder({ holdUntil: '2026-11-20T09:00:00Z' })
  t.equal(explain({ order })[0], '  asks       1 ticket of plan "plan" at 29.9; to be held until 2026-11-20T09:00:00Z')
})

t.test('the line of a plan says whether its sale has not begun, or is over', async t => {
  const line = (said: Parameters<typeof aPlan>[0], left?: number) => explain({}, aPlan(said), left)[1]
  const numbers = 'no capacity; 1 held, 2 sold, 3 waiting'
  t.equal(line({ salesStart: '2026-11-20T09:00:00Z' }), `  plan       ${numbers}; not on sale (NotYet)`)
  t.equal(line({ salesEnd: minuteAgo }), `  plan       ${numbers}; not on sale (Over)`)
  t.equal(line({}, 0), '  plan       0 left; 1 held, 2 sold, 3 waiting', 'the numbers say that it is sold out')
})

t.test('a plan of a pool has a line with the state of the pool', async t => {
  const pool = aSeatPool({ name: 'hall', capacity: 9 })
  const status = poolStatus(pool, { counts: { held: 2, sold: 3, waiting: 4 }, now })
  const plan = aPlan({ poolRef: 'hall' })
  t.strictSame(explain({ pools: new Map([['hall', { pool, status }]]) }, plan, 4).slice(1, 3), [
    '  plan       4 left; 1 held, 2 sold, 3 waiting',
    '  pool       "hall": 4 of 9 left; 2 held, 3 sold, 4 waiting',
  ])
  t.equal(explain({}, plan, 0)[2], '  pool       "hall" does not exist')
})

t.test('rules without an effect share one line', async t => {
  const silent = (['audit', 'release'] as const).map(rule => ({ rule, finding: 'Nothing to do' }))
  t.strictSame(explain({ steps: [stored, ...silent, { rule: 'lapse', finding: 'It lapses' }] }).slice(2, -1), [
    '  stored     no reservation',
    '  no change  audit, release',
    '  lapse      It lapses',
  ])
})

t.test('the last lines show the write, and the decisions on other orders of the same round', async t => {
  const own = write('order-1', { decision: 'Held', quantity: 1, seats: [3] })
  t.equal(explain({ writes: [own] }).at(-1), 'The box office would write: Held, 1 ticket, seat 3.')
  const beside = 'It would also decide on these orders, and then grant the seats that they release: '
  const others = ['b', 'c', 'd', 'e', 'f'].map(name => write(name, { decision: 'Waitlisted', quantity: 1 }))
  const told = others.map(({ name }) => `${name}: Waitlisted, 1 ticket`).join('; ')
  t.strictSame(explain({ writes: [own, ...others] }).slice(-2), [
    'The box office would write: Held, 1 ticket, seat 3.',
    `${beside}${told}.`,
  ])
  t.equal(explain({ writes: [...others, write('g', {}), write('h', {})] }).at(-1), `${beside}${told}; and 2 more.`)
})
