import t from 'tap'
import { reportRefusal } from '../../hooks/report/report-refusal.ts'
import { refusal } from '../fixtures/report/snapshots.ts'

const call = { report: 'orders', conference: 'conf', format: 'table' } as const

t.test('a failure of the API server names the next step', async t => {
  const of = (report: 'orders' | 'attendees') => `Cannot report ${report} of conference "conf"`
  const forbidden = refusal(403, 'Forbidden', 'tickets is forbidden')
  const table: [report: 'orders' | 'attendees', cause: Error, told: string][] = [
    [
      'orders',
      refusal(401, 'Unauthorized', 'Unauthorized'),
      'Unauthorized; create a new token for the account, then run it again',
    ],
    ['orders', forbidden, 'tickets is forbidden; use an account with the role kconference-accountant'],
    [
      'attendees',
      forbidden,
      'tickets is forbidden; attendees are personal data: use an account with the role kconference-viewer',
    ],
    [
      'orders',
      refusal(410, 'Expired', 'The resource version is too old'),
      'The resource version is too old; run it again',
    ],
    ['orders', refusal(404, 'NotFound'), 'no conference of that name exists'],
    ['orders', refusal(404, 'Unknown', 'no such kind'), 'no such kind; run it again'],
  ]
  for (const [report, cause, told] of table)
    t.match(reportRefusal({ ...call, report }, cause), { message: `${of(report)}: ${told}`, cause }, told)
})

t.test('a defect is not hidden', async t => {
  const bug = new TypeError('a bug')
  t.equal(reportRefusal(call, bug), bug)
})
