import t from 'tap'
import { MoneyTally } from '../../../hooks/box-office/conference/money-tally.ts'
import type { OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'

const plan = { name: 'plan', currency: 'EUR' }
const none = { revenue: 0, refundsDue: 0, disputed: 0 }

function order(said: Partial<OrderStatus>, planRef = 'plan') {
  return anOrder({ planRef, status: { payment: 'CONFIRMED', quantity: 1, currency: 'EUR', ...said } })
}

t.test('the money of a plan is what its orders paid, without what they get back or dispute', async t => {
  const tally = new MoneyTally()
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', ...none }], 'a series begins at 0')
  tally.set('paid', order({ paid: '29.90' }))
  tally.set('overpaid', order({ paid: '40.00', refundDue: '10.10 EUR and 5.00 USD' }))
  tally.set('disputed', order({ paid: '59.80', disputed: '29.90' }))
  tally.set('unpaid', order({ paid: '0.00' }))
  tally.set('elsewhere', order({ paid: '99.00' }, 'other'))
  tally.set('foreign', order({ paid: '0.00', refundDue: '5.00 USD' }))
  tally.set('undecided', anOrder())
  tally.set('without a balance', order({}))
  const { status: _, ...fresh } = anOrder()
  tally.set('fresh', fresh)
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', revenue: 89.7, refundsDue: 10.1, disputed: 29.9 }])
  t.strictSame(tally.moneyOf({ ...plan, name: 'other' }), [{ currency: 'EUR', ...none, revenue: 99 }])
})

t.test('an order counts in its last state, and no longer after its deletion', async t => {
  const tally = new MoneyTally()
  tally.set('gone', undefined)
  tally.set('a', order({ paid: '29.90' }))
  tally.set('a', order({ paid: '29.90', refundDue: '29.90' }))
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', ...none, refundsDue: 29.9 }])
  tally.set('a', order({ paid: '29.90' }, 'other'))
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', ...none }])
  tally.set('a', order({ paid: '0.00' }, 'other'))
  tally.set('b', order({ paid: '-10.00' }))
  t.strictSame(tally.moneyOf({ ...plan, name: 'other' }), [{ currency: 'EUR', ...none }])
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', ...none, revenue: -10 }])
  tally.set('b', undefined)
  t.strictSame(tally.moneyOf(plan), [{ currency: 'EUR', ...none }])
})

t.test('a plan that changed its currency has the money of both', async t => {
  const tally = new MoneyTally()
  tally.set('a', order({ paid: '29.90' }))
  tally.set('b', order({ paid: '3000', currency: 'JPY' }))
  t.strictSame(tally.moneyOf({ ...plan, currency: 'KWD' }), [
    { currency: 'KWD', ...none },
    { currency: 'EUR', ...none, revenue: 29.9 },
    { currency: 'JPY', ...none, revenue: 3000 },
  ])
})

t.test('the sums are those of the orders that exist, after any changes', async () => {
  const change = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    planRef: fc.constantFrom('plan', 'other'),
    cents: fc.option(fc.integer({ min: -500, max: 10_000 })),
  })
  fc.assert(
    fc.property(fc.array(change), changes => {
      const tally = new MoneyTally()
      const last = new Map<string, { planRef: string; cents: number | null }>()
      for (const { name, planRef, cents } of changes) {
        tally.set(name, cents === null ? undefined : order({ paid: (cents / 100).toFixed(2) }, planRef))
        last.set(name, { planRef, cents })
      }
      const own = [...last.values()].filter(({ planRef }) => planRef === 'plan')
      const cents = own.reduce((sum, { cents }) => sum + (cents ?? 0), 0)
      return tally.moneyOf(plan)[0]?.revenue === Number((cents / 100).toFixed(2))
    }),
  )
})
