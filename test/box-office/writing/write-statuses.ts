import t from 'tap'
import type { Unwritten } from '../../../hooks/box-office/writing/unwritten.ts'
import { writeStatuses } from '../../../hooks/box-office/writing/write-statuses.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { PlanStatus } from '../../../hooks/schema/offer/plan-status.ts'
import type { SeatPool, SeatPoolStatus } from '../../../hooks/schema/offer/seat-pool.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

const ready = {
  type: 'Ready',
  status: 'True',
  reason: 'OnSale',
  message: '',
  lastTransitionTime: '2026-11-20T07:00:00Z',
}
const onSale = { ...ready, type: 'OnSale' }
const status = (said: PlanStatus): PlanStatus => ({ held: 0, ...said, conditions: [ready, onSale] as never })

/** Writes the statuses of a conference's plans and pools, and returns the objects that were sent. */
function start() {
  const { registered, conference } = fakeRegistry()
  const state: { missing: Unwritten[]; closed?: string; errors: Error[] } = { missing: [], errors: [] }
  const want = (name: string, { stored, wanted }: { stored: PlanStatus; wanted: PlanStatus }) => {
    const plan = aPlan({ name, metadata: { resourceVersion: '7' }, status: stored })
    conference().statuses.set(name, { plan, status: wanted })
    return plan
  }
  const wantPool = (name: string, { stored, wanted }: { stored: SeatPoolStatus; wanted: SeatPoolStatus }) => {
    const pool = aSeatPool({ name, metadata: { resourceVersion: '8' }, status: stored })
    conference().pools.set(name, { pool, status: wanted })
    return pool
  }
  const written: (Plan | SeatPool)[] = []
  const replace = async (object: Plan | SeatPool) => {
    written.push(object)
    const error = state.errors.shift()
    if (error) throw error
  }
  const write = async () => {
    await writeStatuses(registered(), {
      api: { replacePlanStatus: replace, replacePoolStatus: replace },
      gate: () => state.closed,
      clock: { now: () => now, monotonic: () => 0 },
      unwritten: { reservationsOf: () => state.missing },
      signal: new AbortController().signal,
    })
    return written.splice(0)
  }
  return { state, want, wantPool, write, written }
}

t.test('a status that differs from the stored one is written, with the observed object', async t => {
  const { want, write } = start()
  const plan = want('plan', { stored: status({ sold: 1 }), wanted: status({ sold: 2 }) })
  want('same', { stored: status({ sold: 3 }), wanted: status({ sold: 3 }) })
  t.strictSame(await write(), [{ ...plan, status: status({ sold: 2 }) }])
})

t.test('the status of a pool is written after those of the plans, if it differs from the stored one', async t => {
  const { want, wantPool, write } = start()
  const pool = wantPool('pool', { stored: { sold: 1 }, wanted: { sold: 2 } })
  wantPool('same', { stored: { sold: 3 }, wanted: { sold: 3 } })
  const plan = want('plan', { stored: status({ sold: 1 }), wanted: status({ sold: 2 }) })
  t.strictSame(await write(), [
    { ...plan, status: status({ sold: 2 }) },
    { ...pool, status: { sold: 2 } },
  ])
})

t.test('nothing is written behind a closed gate', async t => {
  const { state, want, wantPool, write } = start()
  want('plan', { stored: status({}), wanted: status({ sold: 1 }) })
  wantPool('pool', { stored: {}, wanted: { sold: 1 } })
  state.closed = 'closed by a test'
  t.strictSame(await write(), [])
})

t.test('an error of one plan or pool does not stop the others', async t => {
  const { state, want, wantPool, write, written } = start()
  for (const name of ['a', 'b']) want(name, { stored: status({}), wanted: status({ sold: 1 }) })
  for (const name of ['c', 'd']) wantPool(name, { stored: {}, wanted: { sold: 1 } })
  state.errors = [new Error('first'), new Error('second'), new Error('third')]
  await t.rejects(write(), { message: 'first' })
  t.strictSame(
    written.map(({ metadata: { name } }) => name),
    ['a', 'b', 'c', 'd'],
  )
})

t.test('the condition shows the number of unwritten reservations, the reason, and the next step', async t => {
  const { state, want, write } = start()
  want('plan', { stored: status({ sold: 1 }), wanted: status({ sold: 1 }) })
  want('other', { stored: status({}), wanted: status({}) })
  const one = { name: 'order-1', planRef: 'plan', because: 'exceeded quota: tickets' }
  state.missing = [one]
  const condition = {
    type: 'Ready',
    status: 'False',
    reason: 'ReservationsNotWritten',
    message: '1 reservation could not be written; retrying (check ResourceQuota and policies): exceeded quota: tickets',
    lastTransitionTime: '2026-11-20T08:00:00Z',
    observedGeneration: 1,
  }
  t.strictSame(
    (await write()).map(({ status }) => status),
    [{ held: 0, sold: 1, conditions: [condition, onSale] }],
  )
  const message = async () => (await write())[0]?.status?.conditions?.[0]?.message
  state.missing = [one, { ...one, name: 'order-2', because: 'x'.repeat(2_000) }]
  t.match(await message(), /^2 reservations could not be written; retrying .*: exceeded quota: tickets$/)
  state.missing = [{ ...one, because: 'x'.repeat(2_000) }]
  t.equal((await message())?.length, 1024)
})
