import t from 'tap'
import { PlanCounts } from '../../../../hooks/box-office/conference/records/plan-counts.ts'
import { aStored } from '../../../fixtures/rules/box-office.ts'

const nothing = { held: 0, sold: 0, waiting: 0 }

t.test('tickets are counted by plan and decision', async t => {
  const counts = new PlanCounts()
  const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
  decisions.forEach((decision, index) => {
    counts.replace(undefined, aStored({ decision, quantity: index + 1 }))
  })
  counts.replace(undefined, aStored({ planRef: 'student', quantity: 7 }))
  t.strictSame(
    [counts.countsOf('early-bird'), counts.countsOf('student'), counts.countsOf('other')],
    [{ held: 1, sold: 2, waiting: 3 }, { held: 7, sold: 0, waiting: 0 }, nothing],
  )
})

t.test('the current reservation replaces the earlier one', async t => {
  const counts = new PlanCounts()
  const held = aStored({ quantity: 2 })
  const sold = aStored({ decision: 'Sold', quantity: 2 })
  counts.replace(undefined, held)
  counts.replace(held, sold)
  t.strictSame(counts.countsOf('early-bird'), { held: 0, sold: 2, waiting: 0 })
  counts.replace(sold, undefined)
  t.strictSame(counts.countsOf('early-bird'), nothing)
})

t.test('a reservation without a plan counts for no plan', async t => {
  const counts = new PlanCounts()
  const { planRef: _, ...reservation } = aStored().reservation
  counts.replace(undefined, { ...aStored(), reservation })
  t.strictSame([counts.countsOf('early-bird'), counts.countsOf('')], [nothing, { held: 1, sold: 0, waiting: 0 }])
})
