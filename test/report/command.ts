import { PassThrough, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { usage } from '../../hooks/report/arguments.ts'
import { runReport } from '../../hooks/report/command.ts'
import { aConference, anOrder, aPayment, aReservation } from '../fixtures/objects.ts'
import { createSnapshots, ownedBy, refusal, type Snapshots, type Stored } from '../fixtures/report/snapshots.ts'

const ada = anOrder({ name: 'ada', status: { payment: 'CONFIRMED', quantity: 1, total: '29.90', currency: 'EUR' } })
const occurredAt = '2026-11-20T23:30:00Z'
const stored: Stored = {
  conference: aConference({ timeZone: 'Europe/Rome' }),
  orders: [ada],
  reservations: [aReservation({ name: 'ada', decision: 'Sold' })],
  payments: [aPayment({ orderRef: 'ada', metadata: ownedBy(ada), occurredAt, fee: '1.20' })],
}

/** Runs the command; resolves to its output and its log. */
async function run(argv: string[], { api = createSnapshots(stored), output = new PassThrough() as Writable } = {}) {
  const printed = output instanceof PassThrough ? text(output) : ''
  const lines: string[] = []
  const { signal } = new AbortController()
  await runReport({ argv, connect: () => api, output, log: line => lines.push(line), now: () => 0, signal })
  output.end()
  return { printed: await printed, lines }
}

/** An account that may not read these. */
function forbidden(api: Snapshots, ...kinds: string[]): Snapshots {
  api.asked = request => {
    if (kinds.some(kind => request.startsWith(kind))) throw refusal(403, 'Forbidden', `${request} is forbidden`)
  }
  return api
}

t.test('--help prints the usage, without an API server', async t => {
  const api = createSnapshots()
  t.strictSame(await run(['--help'], { api }), { printed: `${usage}\n`, lines: [] })
  t.strictSame(api.requests, [])
})

t.test('a report is printed as a table, as CSV or as JSON', async t => {
  const table = [
    'DAY          PLAN   TICKETS   RECEIVED   REFUNDED   DISPUTED   FEES     NET   CURRENCY',
    '2026-11-21   plan         1      29.90       0.00       0.00   1.20   28.70   EUR',
    'TOTAL                     1      29.90       0.00       0.00   1.20   28.70   EUR',
    '',
  ]
  t.strictSame(await run(['sales', 'conf']), { printed: table.join('\n'), lines: [] })
  const csv =
    'day,plan,tickets,received,refunded,disputed,fees,net,currency\r\n2026-11-21,plan,1,29.90,0.00,0.00,1.20,28.70,EUR\r\n'
  t.strictSame(await run(['sales', 'conf', '--csv']), { printed: csv, lines: [] })
  t.match(JSON.parse((await run(['payments', 'conf', '--json'])).printed), [
    { order: 'ada', gross: '29.90', occurredAt },
  ])
  t.match(await run(['orders', 'conf']), { printed: /^ORDER .*\nada .* CONFIRMED / })
})

t.test('a report without rows says so beside its output', async t => {
  for (const report of ['attendees', 'refunds']) {
    const lines = [`No ${report} in conference "conf"`]
    t.strictSame(await run([report, 'conf']), { printed: '', lines })
    t.strictSame(await run([report, 'conf', '--json']), { printed: '[]\n', lines })
  }
})

t.test('days are in UTC where the time zone cannot be read or is unknown, and the log says so', async t => {
  const day = async (api: Snapshots) => {
    const { printed, lines } = await run(['sales', 'conf', '--csv'], { api })
    return [printed.split('\r\n')[1]?.split(',')[0], ...lines]
  }
  t.strictSame(await day(forbidden(createSnapshots(stored), 'conference')), [
    '2026-11-20',
    'Days are in UTC: this account may not read conference "conf", which has the time zone (docs/reports.md)',
  ])
  const odd = { ...stored, conference: aConference({ timeZone: 'Nowhere/Atall' }) }
  t.strictSame(await day(createSnapshots(odd)), [
    '2026-11-20',
    'Days are in UTC: conference "conf" has the unknown time zone "Nowhere/Atall"',
  ])
  t.strictSame(await day(createSnapshots({ ...stored, conference: aConference() })), ['2026-11-20'])
  t.strictSame((await run(['orders', 'conf'], { api: forbidden(createSnapshots(stored), 'conference') })).lines, [])
})

t.test('a conference that does not exist, and a right that is missing, are one sentence', async t => {
  await t.rejects(run(['orders', 'other']), {
    message: 'Cannot report orders of conference "other": no conference of that name exists',
  })
  await t.rejects(run(['attendees', 'conf'], { api: forbidden(createSnapshots(stored), 'tickets') }), {
    message:
      'Cannot report attendees of conference "conf": tickets of conf at latest is forbidden; attendees are personal data: use an account with the role kconference-viewer',
  })
  const broken = createSnapshots(stored)
  broken.asked = () => {
    throw new TypeError('a bug')
  }
  await t.rejects(run(['orders', 'conf'], { api: broken }), new TypeError('a bug'))
})

t.test('other arguments are refused before any request', async t => {
  const api = createSnapshots(stored)
  await t.rejects(run(['tickets', 'conf'], { api }), { message: /^Cannot run "tickets conf": / })
  t.strictSame(api.requests, [])
})

t.test('an output without room is an error', async t => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) })
  await t.rejects(run(['orders', 'conf'], { output }), {
    message: 'Cannot write the output: standard output must accept all of it: no space left',
  })
})
