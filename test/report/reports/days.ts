import t from 'tap'
import { daysIn } from '../../../hooks/report/reports/days.ts'

const late = Date.parse('2026-11-20T23:30:00Z')

t.test('a day is that of the time zone', async t => {
  t.equal(daysIn()?.(late), '2026-11-20')
  t.equal(daysIn('Europe/Rome')?.(late), '2026-11-21')
  t.equal(daysIn('America/New_York')?.(Date.parse('2026-01-02T03:00:00Z')), '2026-01-01')
})

t.test('an unknown time zone has no days', async t => {
  t.equal(daysIn('Nowhere/Atall'), undefined)
})
