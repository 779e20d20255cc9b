import t from 'tap'
import { SaleCounts } from '../../../../hooks/box-office/conference/records/sale-counts.ts'
import { aStored } from '../../../fixtures/rules/box-office.ts'

const nothing = { held: 0, sold: 0, waiting: 0 }

t.test('tickets are counted by plan and decision', async t => {
  const counts = new SaleCounts()
  const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
  decisions.forEach((decision, index) => {
    counts.replace(undefined, aStored({ decision, quantity: index + 1 }))
  })
  counts.replace(undefined, aStored({ planRef: 'student', quantity: 7 }))
  t.strictSame(
    [counts.ofPlan('early-bird'), counts.ofPlan('student'), counts.ofPlan('other')],
    [{ held: 1, sold: 2, waiting: 3 }, { held: 7, sold: 0, waiting: 0 }, nothing],
  )
})

t.test('tickets of a pool are counted over all its plans', async t => {
  const counts = new SaleCounts()
  counts.replace(undefined, aStored({ poolRef: 'hall', quantity: 2 }))
  counts.replace(undefined, aStored({ poolRef: 'hall', planRef: 'student', decision: 'Sold', quantity: 3 }))
  counts.replace(undefined, aStored({ planRef: 'student', decision: 'Waitlisted', quantity: 4 }))
  t.strictSame(
    [counts.ofPool('hall'), counts.ofPlan('early-bird'), counts.ofPlan('student'), counts.ofPool('early-bird')],
    [{ held: 2, sold: 3, waiting: 0 }, { ...nothing, held: 2 }, { ...nothing, sold: 3, waiting: 4 }, nothing],
  )
})

t.test('the current reservation replaces the earlier one', async t => {
  const counts = new SaleCounts()
  const held = aStored({ poolRef: 'hall', quantity: 2 })
  const sold = aStored({ poolRef: 'hall', decision: 'Sold', quantity: 2 })
  counts.replace(undefined, held)
  counts.replace(held, sold)
  t.strictSame(
    [counts.ofPlan('early-bird'), counts.ofPool('hall')],
    [
      { held: 0, sold: 2, waiting: 0 },
      { held: 0, sold: 2, waiting: 0 },
    ],
  )
  counts.replace(sold, undefined)
  t.strictSame([counts.ofPlan('early-bird'), counts.ofPool('hall')], [nothing, nothing])
})

t.test('a reservation without a plan counts for no plan', async t => {
  const counts = new SaleCounts()
  const { planRef: _, ...reservation } = aStored().reservation
  counts.replace(undefined, { ...aStored(), reservation })
  t.strictSame([counts.ofPlan('early-bird'), counts.ofPlan('')], [nothing, { held: 1, sold: 0, waiting: 0 }])
})

t.test('a coupon is in use in a plan while an order of the plan holds something with it', async t => {
  const counts = new SaleCounts()
  const inUse = () => ['early-bird', 'student'].map(plan => [...counts.couponsOf(plan)])
  const [held, sold] = [aStored({ couponRef: 'few' }), aStored({ couponRef: 'few', decision: 'Sold' })]
  counts.replace(undefined, aStored({ couponRef: 'few', decision: 'Waitlisted' }))
  counts.replace(undefined, aStored({ couponRef: 'few', quantity: 0 }))
  t.strictSame(inUse(), [[], []])
  counts.replace(undefined, held)
  counts.replace(held, sold)
  counts.replace(undefined, aStored({ couponRef: 'any' }))
  t.strictSame(inUse(), [['few', 'any'], []])
  counts.replace(sold, undefined)
  t.strictSame(inUse(), [['any'], []])
  counts.replace(aStored({ couponRef: 'any' }), undefined)
  t.strictSame(inUse(), [[], []])
})
