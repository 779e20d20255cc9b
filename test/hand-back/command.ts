import t from 'tap'
import { runHandBack, usage } from '../../hooks/hand-back/command.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { soldConference } from '../fixtures/backup/sold-conference.ts'
import { createHandBackCluster, type HandBackCluster, refusal } from '../fixtures/box-office/hand-back-cluster.ts'
import { aReservation } from '../fixtures/objects.ts'

const of = <T>(kind: string) => soldConference.filter(object => object.kind === kind) as unknown as T[]
const sold = () =>
  createHandBackCluster({
    namespaces: ['conf'],
    plans: of<Plan>('Plan'),
    orders: of<Order>('Order'),
    reservations: of<Reservation>('Reservation'),
  })

/** Runs the command and returns its log. */
async function run(argv: string[], api: HandBackCluster): Promise<string[]> {
  const lines: string[] = []
  const { signal } = new AbortController()
  await runHandBack({ argv, connect: () => api, log: line => lines.push(line), pause: async () => undefined, signal })
  return lines
}

t.test('--help prints the usage, and calls no API server', async t => {
  for (const argv of [['--help'], ['conf', '--help']]) {
    const api = sold()
    t.strictSame(await run(argv, api), [usage])
    t.strictSame(api.requests, [])
  }
})

t.test('the last line counts the reservations that were handed back', async t => {
  const last = '3 reservations belong to a plan again; 0.2.0 can be installed now'
  t.strictSame(await run([], sold()), ['reservations of "conf": 3', last])
  t.strictSame(await run(['conf'], sold()), ['reservations of "conf": 3', last])
  const api = sold()
  api.stored.reservations = [...api.stored.reservations.slice(0, 1), aReservation({ planRef: 'gone' })]
  t.equal(
    (await run([], api)).at(-1),
    '1 reservation belongs to a plan again, 1 reservation belongs to none; 0.2.0 can be installed now',
  )
  t.equal((await run(['other'], sold())).at(-1), '0 reservations belong to a plan again; 0.2.0 can be installed now')
})

t.test('other arguments are refused before any call', async t => {
  const api = sold()
  await t.rejects(run(['conf', '--all'], api), {
    message: 'Cannot run "conf --all": the arguments must be names of namespaces, --help or none',
  })
  t.strictSame(api.requests, [])
})

t.test('a refusal of the API server is reported, and a defect is not hidden', async t => {
  const api = sold()
  api.asked = () => {
    throw refusal(403, 'Forbidden')
  }
  await t.rejects(run([], api), {
    message: 'Cannot hand reservations back: the API server says Forbidden; run the command again to continue',
  })
  api.asked = () => {
    throw new TypeError('a bug')
  }
  await t.rejects(run([], api), new TypeError('a bug'))
})
