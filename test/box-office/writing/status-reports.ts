import { mock } from 'node:test'
import t from 'tap'
import { StatusReports } from '../../../hooks/box-office/writing/status-reports.ts'
import type { Unwritten } from '../../../hooks/box-office/writing/unwritten.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { PlanStatus } from '../../../hooks/schema/offer/plan-status.ts'
import type { SeatPool } from '../../../hooks/schema/offer/seat-pool.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { settled } from '../../fixtures/box-office/fake-writes.ts'
import { aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

const status = (said: PlanStatus): PlanStatus => ({ held: 0, ...said, conditions: [] })

/** Reports to an API server that stores every status, or gives the answer of the test. */
function start() {
  const { registered, conference } = fakeRegistry()
  const clock = { passed: 0, now: () => now, monotonic: () => clock.passed }
  const missing = new Map<string, Unwritten[]>()
  const answers: { next: Error | undefined; hold: Promise<void> | undefined } = { next: undefined, hold: undefined }
  const [written, logged]: [(Plan | SeatPool)[], unknown[][]] = [[], []]
  const ended = new AbortController()
  const reports = new StatusReports({
    api: {
      async replacePlanStatus(plan) {
        written.push(plan)
        await answers.hold
        const error = answers.next
        answers.next = undefined
        if (error) throw error
      },
      async replacePoolStatus(pool) {
        written.push(pool)
      },
    },
    gate: () => undefined,
    clock,
    unwritten: { reservationsOf: ({ namespace }) => missing.get(namespace) ?? [] },
    log: { warn: (...line: unknown[]) => void logged.push(line) } as never,
    signal: ended.signal,
  })
  /** A plan with that desired status. */
  const want = (name: string, { stored, wanted, of }: { stored?: PlanStatus; wanted: PlanStatus; of?: string }) => {
    const plan = aPlan({ name, metadata: { resourceVersion: '7' }, ...(stored && { status: stored }) })
    conference(of).statuses.set(name, { plan, status: wanted })
    return plan
  }
  const wantPool = (name: string) => {
    conference().pools.set(name, { pool: aSeatPool({ name }), status: { sold: 1 } })
  }
  const touch = (namespace?: string) => reports.touch(registered(namespace))
  const pass = async (ms: number) => {
    clock.passed += ms
    mock.timers.tick(ms)
    await settled()
  }
  const names = () => written.splice(0).map(({ metadata: { name } }) => name)
  return { want, wantPool, touch, pass, written, names, missing, answers, logged, ended }
}

t.test('a conference with unwritten reservations is reported every second', async t => {
  const { want, touch, pass, names, missing } = start()
  want('plan', { stored: status({}), wanted: status({}) })
  missing.set('conf', [{ name: 'order-1', planRef: 'plan', because: 'exceeded quota: tickets' }])
  touch()
  await pass(0)
  t.strictSame(names(), ['plan'])
  await pass(1_000)
  t.strictSame(names(), ['plan'])
  missing.clear()
  await pass(1_000)
  await pass(1_000)
  t.strictSame(names(), [], 'the stored status is right again')
})

t.test('a conference is reported at most once a second', async t => {
  const { want, wantPool, touch, pass, names } = start()
  want('plan', { wanted: status({ sold: 1 }) })
  wantPool('pool')
  touch()
  await pass(0)
  t.strictSame(names(), ['plan', 'pool'])
  touch()
  await pass(999)
  t.strictSame(names(), [])
  await pass(1)
  t.strictSame(names(), ['plan', 'pool'])
  await pass(10_000)
  t.strictSame(names(), [], 'nothing has changed')
})

t.test('a conflict is retried after a second, and any other failure is logged', async t => {
  const { want, touch, pass, names, answers, logged } = start()
  want('plan', { wanted: status({ sold: 1 }) })
  want('other', { wanted: status({ sold: 1 }) })
  answers.next = new KubeError('the object has been modified', { code: 409, reason: 'Conflict' })
  touch()
  await pass(0)
  t.strictSame([names(), logged], [['plan', 'other'], []], 'the other one is written all the same')
  await pass(1_000)
  t.strictSame(names(), ['plan', 'other'])
  for (const ms of [1_000, 1_000, 1_000, 1_000, 1_600]) {
    const error = new KubeError('forbidden', { code: 403, reason: 'Forbidden' })
    answers.next = error
    touch()
    await pass(ms)
    t.strictSame(names(), ['plan', 'other'])
    t.strictSame(logged.splice(0), [[{ err: error, namespace: 'conf' }, 'writing a status failed']])
  }
})

t.test('eight conferences are reported at once, each by one request at a time', async t => {
  const { want, touch, pass, written, answers } = start()
  const { promise, resolve } = Promise.withResolvers<void>()
  answers.hold = promise
  for (let index = 0; index < 10; index++) {
    want('plan', { wanted: status({ sold: 1 }), of: `conf-${index}` })
    touch(`conf-${index}`)
  }
  await pass(0)
  t.equal(written.length, 8)
  touch('conf-0')
  touch('conf-9')
  await pass(1_000)
  t.equal(written.length, 8)
  resolve()
  await settled()
  t.equal(written.length, 10)
  await pass(1_000)
  t.equal(written.length, 11, 'conf-0 was touched during its report')
})

t.test('nothing is reported after the end of the program', async t => {
  const { want, touch, pass, names, ended } = start()
  want('plan', { wanted: status({ sold: 1 }) })
  touch()
  ended.abort()
  touch('other')
  await pass(0)
  t.strictSame(names(), [])
})
