import t from 'tap'
import type { Report } from '../../../hooks/report/format/report.ts'

t.test('a report of certain columns is a report', async t => {
  const columns = { order: 'text', paid: 'number' } as const
  const certain: Report<typeof columns> = { columns, rows: [{ order: 'ada', paid: '9.00' }] }
  const any: Report = certain
  t.equal(any.rows[0]?.['paid'], '9.00')
})
