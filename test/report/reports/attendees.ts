import t from 'tap'
import { createReader } from '../../../hooks/report/reading/snapshot-reader.ts'
import { reportAttendees } from '../../../hooks/report/reports/attendees.ts'
import { anOrder, aTicket } from '../../fixtures/objects.ts'
import { createSnapshots, ownedBy, readerOf } from '../../fixtures/report/snapshots.ts'

const confirmed = { payment: 'CONFIRMED', quantity: 1 } as const
const inHall = anOrder({ name: 'ada', planRef: 'early', status: { ...confirmed, poolRef: 'hall', seats: [1, 2] } })
const seated = anOrder({ name: 'grace', planRef: 'lab', status: confirmed })
const free = anOrder({ name: 'barbara', planRef: 'evening', status: confirmed })

const lovelace = { firstname: 'Ada', lastname: 'Lovelace' }

t.test('a ticket has its attendee, plan, pool and seat; names are in order, and nobody comes last', async t => {
  const tickets = [
    aTicket({ name: 'hall--0000002', orderRef: 'ada', metadata: ownedBy(inHall) }),
    aTicket({ name: 'lab-0000012', orderRef: 'grace', metadata: ownedBy(seated), attendee: lovelace, serial: 2 }),
    aTicket({
      name: 'barbara-1234567',
      orderRef: 'barbara',
      metadata: ownedBy(free),
      attendee: { firstname: 'Charles', lastname: 'Babbage' },
    }),
    aTicket({
      name: 'hall--0000001',
      orderRef: 'ada',
      metadata: ownedBy(inHall),
      attendee: { ...lovelace, firstname: 'Abe' },
    }),
    aTicket({ name: 'gone-0000001', orderRef: 'gone', metadata: ownedBy(anOrder({ name: 'gone' })) }),
    aTicket({
      name: 'hall--0000003',
      orderRef: 'ada',
      metadata: { ...ownedBy(inHall), deletionTimestamp: '2026-11-20T08:00:00Z' },
    }),
  ]
  const { columns, rows } = await reportAttendees({ reader: readerOf({ tickets, orders: [inHall, seated, free] }) })
  t.strictSame(Object.keys(columns), ['lastname', 'firstname', 'plan', 'pool', 'seat', 'ticket', 'order', 'serial'])
  t.strictSame(
    rows.map(row => Object.keys(columns).map(name => row[name as keyof typeof columns])),
    [
      ['Babbage', 'Charles', 'evening', undefined, undefined, 'barbara-1234567', 'barbara', undefined],
      ['Lovelace', 'Abe', 'early', 'hall', 1, 'hall--0000001', 'ada', undefined],
      ['Lovelace', 'Ada', 'lab', undefined, 12, 'lab-0000012', 'grace', 2],
      [undefined, undefined, undefined, undefined, undefined, 'gone-0000001', 'gone', undefined],
      [undefined, undefined, 'early', 'hall', 2, 'hall--0000002', 'ada', undefined],
    ],
  )
})

t.test('tickets are read first: an account without that right learns it at once', async t => {
  const api = createSnapshots()
  const { signal } = new AbortController()
  await reportAttendees({ reader: createReader({ api, conference: 'conf', signal, log: () => {}, now: () => 0 }) })
  t.strictSame(api.requests, ['tickets of conf at latest', 'orders of conf at 7'])
})
