import t from 'tap'
import { observe } from '../../../hooks/box-office/conference/case-file/observed.ts'
import { Records } from '../../../hooks/box-office/conference/records/records.ts'
import { takeTurns } from '../../../hooks/box-office/conference/turns.ts'
import { orderFacts, planFacts, poolFacts } from '../../../hooks/box-office/objects/facts.ts'
import { reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { anOrder, aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

const minute = (minutes: number) => `2026-11-20T07:${String(minutes).padStart(2, '0')}:00Z`

interface Waiting {
  name: string
  minutes: number
  tickets?: number
  planRef?: string
}

/** Records of a plan of 10 seats with so many free ones, and of the orders that wait for it. */
function keep({ free = 10, waiting = [] as Waiting[], plan = {} as Parameters<typeof aPlan>[0] }) {
  const records = new Records()
  for (const name of ['plan', 'other']) {
    const object = aPlan({ capacity: 10, ...plan, name })
    records.plans.set(name, { object, facts: planFacts(object) })
  }
  place('holder', { minutes: 0, decision: 'Held', quantity: 10 - free })
  for (const { name, minutes, tickets = 1, planRef = 'plan' } of waiting) {
    place(name, { minutes, decision: 'Waitlisted', quantity: tickets, planRef })
  }
  records.due.clear()

  function place(
    name: string,
    of: { minutes: number; decision: 'Held' | 'Waitlisted'; quantity: number; planRef?: string; poolRef?: string },
  ): void {
    const { minutes, decision, quantity, planRef = 'plan', poolRef } = of
    const order = anOrder({ name, quantity, planRef, metadata: { creationTimestamp: minute(minutes) } })
    const file = records.fileOf(name)
    file.order = orderFacts(order)
    const pool = poolRef === undefined ? {} : { poolRef }
    file.watched = observe(reservationOf(order, { decision, quantity, ...pool }))
    records.refresh(file, now)
  }

  return { records, place }
}

/** The names that have a turn. The callback may change the records at each turn. */
function turns(records: Records, act: (name: string) => void = () => {}): string[] {
  const names: string[] = []
  for (const { name } of takeTurns(records)) {
    names.push(name)
    act(name)
  }
  return names
}

const abc = [
  { name: 'c', minutes: 3 },
  { name: 'a', minutes: 1 },
  { name: 'b', minutes: 2, tickets: 3 },
]

t.test('due orders have their turn in the order of the waitlist, other orders have none', async t => {
  const { records } = keep({ waiting: abc })
  for (const name of ['c', 'a', 'nobody']) records.due.add(name)
  t.strictSame([turns(records), records.due.size, turns(records)], [['a', 'c'], 0, []])
})

t.test('released seats give a turn to every waiting order that asks for no more than is free', async t => {
  const { records } = keep({ free: 2, waiting: abc })
  records.freed.add('plan')
  t.strictSame([turns(records), turns(records)], [['a', 'c'], []])
})

t.test('seats that were set aside give the same turns', async t => {
  const { records } = keep({ free: 2, waiting: abc })
  records.awaited.add('plan')
  t.strictSame([turns(records), turns(records)], [['a', 'c'], []])
})

t.test('an order that takes seats leaves fewer for the orders behind', async t => {
  const { records, place } = keep({ free: 3, waiting: abc })
  records.freed.add('plan')
  const take = (name: string) => place(name, { minutes: 1, decision: 'Held', quantity: 3 })
  t.strictSame(
    turns(records, name => {
      take(name)
      records.due.delete(name)
    }),
    ['a'],
  )
})

t.test('due and waiting orders come in one sequence, each once', async t => {
  const waiting = [...abc, { name: 'd', minutes: 4, planRef: 'other' }, { name: 'e', minutes: 0, planRef: 'other' }]
  const { records } = keep({ waiting })
  for (const name of ['plan', 'other']) records.freed.add(name)
  for (const name of ['b', 'holder']) records.due.add(name)
  t.strictSame(turns(records), ['e', 'holder', 'a', 'b', 'c', 'd'])
})

t.test('no order waits for seats of a plan that is missing, inactive or without a capacity', async t => {
  const missing = keep({ waiting: abc }).records
  missing.plans.delete('plan')
  const { capacity: _, ...unlimited } = aPlan().spec
  const others = [{ active: false }, { ...unlimited, capacity: undefined as never }]
  for (const records of [missing, ...others.map(plan => keep({ waiting: abc, plan }).records)]) {
    records.freed.add('plan')
    t.strictSame(turns(records), [])
  }
})

/** Records of two plans of one pool with so many free seats, and of the orders that wait for it. */
function keepPool({ free = 10, capacity = 10, waiting = [] as Waiting[] }) {
  const kept = keep({ waiting, plan: { poolRef: 'pool', capacity } })
  const object = aSeatPool({ capacity: free })
  kept.records.pools.set('pool', { object, facts: poolFacts(object) })
  for (const planRef of ['plan', 'other']) kept.records.freed.add(planRef)
  return kept
}

const ofBothPlans = [
  { name: 'c', minutes: 3, tickets: 2, planRef: 'other' },
  { name: 'a', minutes: 1 },
  { name: 'd', minutes: 4, planRef: 'plan' },
  { name: 'b', minutes: 2, planRef: 'other' },
]

t.test('the seats of a pool go to the orders of all its plans, first come, first served', async t => {
  const { records } = keepPool({ waiting: ofBothPlans })
  t.strictSame([turns(records), turns(records)], [['a', 'b', 'c', 'd'], []])
})

t.test('an order that asks for more seats than the pool has left is passed over', async t => {
  const { records } = keepPool({ free: 1, waiting: ofBothPlans })
  t.strictSame(turns(records), ['a', 'b', 'd'])
})

t.test('the seats of a pool that one plan takes are gone for the other', async t => {
  const { records, place } = keepPool({ free: 2, waiting: ofBothPlans })
  const take = (name: string) =>
    turnsOf[name] !== undefined && place(name, { ...turnsOf[name], decision: 'Held', quantity: 1, poolRef: 'pool' })
  const turnsOf: Record<string, { minutes: number; planRef: string }> = {
    a: { minutes: 1, planRef: 'plan' },
    b: { minutes: 2, planRef: 'other' },
  }
  t.strictSame(
    turns(records, name => {
      take(name)
      records.due.clear()
    }),
    ['a', 'b'],
  )
})

t.test('a plan at its own limit is passed over, however many seats its pool has', async t => {
  const { records, place } = keepPool({ capacity: 2, waiting: ofBothPlans })
  place('holder', { minutes: 0, decision: 'Held', quantity: 2, poolRef: 'pool' })
  records.due.clear()
  t.strictSame(turns(records), ['b', 'c'])
})

t.test('no order waits for seats of a pool that does not exist', async t => {
  const { records } = keepPool({ waiting: ofBothPlans })
  records.pools.clear()
  t.strictSame(turns(records), [])
})

t.test('an order that becomes due meanwhile has a turn if its place is ahead, else in the next decision', async t => {
  const { records } = keep({ waiting: abc })
  records.due.add('b')
  const wake = (name: string) => {
    if (name === 'b') for (const other of ['a', 'b', 'c']) records.due.add(other)
  }
  t.strictSame(
    [turns(records, wake), [...records.due]],
    [
      ['b', 'c'],
      ['a', 'b'],
    ],
  )
  t.strictSame(turns(records), ['a', 'b'])
})

t.test('an order that is due twice has one turn', async t => {
  const { records } = keep({ waiting: abc })
  for (const name of ['a', 'c']) records.due.add(name)
  t.strictSame(
    turns(records, name => {
      if (name === 'a') records.due.add('c')
    }),
    ['a', 'c'],
  )
})
