import t from 'tap'
import { reasonTables } from '../../hooks/schema/reasons/reasons.ts'
import { differencesOf, meantChanges } from '../fixtures/upgrade/meant-changes.ts'
import { answerMoment, readRecorded } from '../fixtures/upgrade/recorded.ts'

// The version before pools, dates, limits and times to pay was asked about objects without these fields: for a full decision
// of the box office, the statuses of plans, and the answers of the order hook.
const recorded = readRecorded()
const differences = recorded.flatMap(({ answers, ...moment }) => differencesOf(moment, answers, answerMoment(moment)))

t.test('objects without the new fields get the answers that they got before, except for meant changes', async t => {
  const others = differences.filter(difference => !meantChanges.some(({ explains }) => explains(difference)))
  t.strictSame(
    others.map(({ moment: _, ...difference }) => difference),
    [],
  )
})

for (const { now, because, explains } of meantChanges) {
  t.test(`some answers differ because ${because}: ${now}`, async t => {
    t.ok(differences.some(difference => explains(difference)))
  })
}

t.test('every reason that the version before could give was recorded', async t => {
  const ofNewFields = [
    'NotYetOnSale',
    'SaleOver',
    'CouponExpired',
    'PaymentAnnounced',
    'PoolNotFound',
    'NotYet',
    'Over',
  ]
  // The writer of the box office gives it, about writes that the API server refuses.
  const ofWriter = ['ReservationsNotWritten']
  const tables = reasonTables.filter(({ where }) => /^(Order|Plan): /.test(where) && !where.includes('Events'))
  const given = JSON.stringify(recorded.map(({ answers }) => answers))
  const reasons = new Set(tables.flatMap(({ reasons }) => reasons.map(({ reason }) => reason)))
  const missing = [...reasons].filter(reason => !given.includes(`"reason":"${reason}"`))
  t.strictSame(missing.toSorted(), [...ofNewFields, ...ofWriter].toSorted())
})
