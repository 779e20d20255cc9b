import t from 'tap'
import { type DayFormat, daysIn } from '../../../hooks/report/reports/days.ts'
import { reportSales } from '../../../hooks/report/reports/sales.ts'
import { anOrder, aPayment, aReservation } from '../../fixtures/objects.ts'
import { ownedBy, readerOf, type Stored } from '../../fixtures/report/snapshots.ts'

const sold = (name: string, given: Parameters<typeof anOrder>[0] = {}) =>
  anOrder({ name, metadata: { creationTimestamp: '2026-11-20T07:00:00Z' }, ...given })
const [ada, grace, free] = [
  sold('ada', { planRef: 'early' }),
  sold('grace', { quantity: 2 }),
  sold('free', { price: 0 }),
]
const paid = (order: typeof ada, name: string, given: Parameters<typeof aPayment>[0]) =>
  aPayment({ name, metadata: ownedBy(order), ...given })

const stored: Stored = {
  orders: [grace, free, ada],
  reservations: [
    aReservation({ name: 'ada', decision: 'Sold' }),
    aReservation({ name: 'grace', decision: 'Sold', quantity: 2 }),
    aReservation({ name: 'free', decision: 'Sold' }),
  ],
  payments: [
    paid(ada, 'T1', { gross: '29.90', fee: '1.20', occurredAt: '2026-11-20T08:00:00Z' }),
    paid(grace, 'T2', { gross: '59.80', fee: '2.00', occurredAt: '2026-11-20T23:30:00Z' }),
    paid(grace, 'T3', { gross: '100.00', occurredAt: '2026-11-21T12:00:00Z' }),
    paid(grace, 'R3', { gross: '-100.00', fee: '-0.50', state: 'Refunded', occurredAt: '2026-11-22T12:00:00Z' }),
    paid(grace, 'D2', { gross: '-59.80', state: 'Reversed', occurredAt: '2026-11-22T12:00:00Z' }),
    paid(grace, 'U1', { gross: '5.00', currency: 'USD', occurredAt: '2026-11-22T12:00:00Z' }),
  ],
}

const names = ['day', 'plan', 'tickets', 'received', 'refunded', 'disputed', 'fees', 'net', 'currency'] as const

async function salesOf(formatDay: DayFormat, objects: Stored = stored) {
  const { columns, rows, totals = [] } = await reportSales({ reader: readerOf(objects), formatDay })
  t.strictSame(Object.keys(columns), names)
  const cells = (some: typeof rows) => some.map(row => names.map(name => row[name]))
  return { rows: cells(rows), totals: cells(totals) }
}

t.test('tickets and money are summed up by day, plan and currency', async t => {
  const { rows, totals } = await salesOf(daysIn() as DayFormat)
  t.strictSame(rows, [
    ['2026-11-20', 'early', 1, '29.90', '0.00', '0.00', '1.20', '28.70', 'EUR'],
    ['2026-11-20', 'plan', 3, '59.80', '0.00', '0.00', '2.00', '57.80', 'EUR'],
    ['2026-11-21', 'plan', 0, '100.00', '0.00', '0.00', '0.00', '100.00', 'EUR'],
    ['2026-11-22', 'plan', 0, '0.00', '100.00', '59.80', '-0.50', '-159.30', 'EUR'],
    ['2026-11-22', 'plan', 0, '5.00', '0.00', '0.00', '0.00', '5.00', 'USD'],
  ])
  t.strictSame(totals, [
    ['TOTAL', undefined, 4, '189.70', '100.00', '59.80', '2.70', '27.20', 'EUR'],
    ['TOTAL', undefined, 0, '5.00', '0.00', '0.00', '0.00', '5.00', 'USD'],
  ])
})

t.test('days are those of the time zone', async t => {
  const { rows } = await salesOf(daysIn('Europe/Rome') as DayFormat)
  t.strictSame(
    rows.map(([day, plan, tickets]) => [day, plan, tickets]),
    [
      ['2026-11-20', 'early', 1],
      ['2026-11-20', 'plan', 1],
      ['2026-11-21', 'plan', 2],
      ['2026-11-22', 'plan', 0],
      ['2026-11-22', 'plan', 0],
    ],
  )
})

t.test('an unsold conference has no sales', async t => {
  t.strictSame(await salesOf(daysIn() as DayFormat, { orders: [ada] }), { rows: [], totals: [] })
})
