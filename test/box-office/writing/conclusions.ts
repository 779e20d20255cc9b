import { mock } from 'node:test'
import t from 'tap'
import { Conclusions } from '../../../hooks/box-office/writing/conclusions.ts'
import { HeldWrites } from '../../../hooks/box-office/writing/held-writes.ts'
import { failureOf, type SentWrite } from '../../../hooks/box-office/writing/send-write.ts'
import { Settlements } from '../../../hooks/box-office/writing/settlements.ts'
import { createUnwrittenBook } from '../../../hooks/box-office/writing/unwritten.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { aWrite, fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { aReservation, now } from '../../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

const stored = aReservation({ name: 'a' })

/** Conclusions of writes of one reservation. */
function start() {
  const { registered, conference } = fakeRegistry()
  const unwritten = createUnwrittenBook({ monotonic: () => 0 })
  const [inquired, counted, logged]: [string[], string[], unknown[][]] = [[], [], []]
  const note = (...line: unknown[]) => void logged.push(line)
  const options = {
    clock: { now: () => now },
    unwritten,
    onSettle: () => {},
    inquire: (_: unknown, name: string, failures: number) => void inquired.push(`${name} ${failures}`),
    count: (outcome: string) => void counted.push(outcome),
    log: { error: note, warn: note } as never,
  }
  const settlements = new Settlements(options)
  const held = new HeldWrites(options, settlements)
  const conclusions = new Conclusions(options, { settlements, held })
  const owner = registered()
  const conclude = (result: SentWrite | 'withheld') => {
    settlements.expect(owner, 1)
    conclusions.conclude({ key: 'conf/a', owner, write: aWrite('a'), isOutdated: false }, result)
  }
  const fail = (code: number | undefined, message = 'refused by a test') => {
    const error = new KubeError(message, { code, reason: 'Unknown' })
    conclude({ failure: failureOf(error), error })
  }
  const told = () => conference().told.splice(0)
  const listed = () => unwritten.reservationsOf(owner)
  return { conclude, fail, held, told, listed, inquired, counted, logged }
}

const settlement = (outcome: unknown) => ['settle', 'a', outcome, now]

t.test('a stored write is settled, and a withheld one counts as refused', async t => {
  const { conclude, told, counted } = start()
  conclude({ stored, dropped: [] })
  conclude('withheld')
  t.strictSame([told(), counted], [[settlement({ stored }), settlement('refused')], ['stored']])
})

t.test('a conflict is no failure: it waits for the watch, and is not reported', async t => {
  const { fail, told, counted, logged } = start()
  fail(409)
  t.strictSame(told(), [])
  mock.timers.tick(1_000)
  t.strictSame([told(), counted, logged], [[settlement('refused')], ['conflict'], []])
})

t.test('a refused write is listed as unwritten, and retried with growing pauses', async t => {
  const { conclude, fail, told, listed, logged } = start()
  for (const ms of [100, 200, 400]) {
    fail(403, 'exceeded quota: tickets')
    t.strictSame(told(), [['holdBack', 'a', now]], 'others need not wait for it')
    mock.timers.tick(ms - 1)
    t.strictSame(told(), [], `not before ${ms} ms`)
    mock.timers.tick(1)
    t.strictSame(told(), [settlement('refused')])
  }
  t.strictSame(listed(), [{ name: 'a', planRef: 'plan', because: 'exceeded quota: tickets' }])
  t.match(logged[0], [{ namespace: 'conf', name: 'a', outcome: 'refused' }, 'writing a reservation failed'])
  conclude({ stored, dropped: [] })
  t.strictSame(listed(), [])
})

t.test('a write with dropped fields is repeated no more often than a refused one', async t => {
  const { conclude, held, told, listed, logged } = start()
  for (const ms of [100, 200, 400]) {
    conclude({ stored, dropped: ['message'] })
    t.strictSame(told(), [['holdBack', 'a', now]])
    held.wake('conf/a')
    mock.timers.tick(ms - 1)
    t.strictSame(told(), [], `not before ${ms} ms`)
    mock.timers.tick(1)
    t.strictSame(told(), [settlement({ stored })])
  }
  const because = 'the API server dropped message; apply the CRDs of this version'
  t.strictSame(listed(), [{ name: 'a', planRef: 'plan', because }])
  t.strictSame(logged[0], [{ namespace: 'conf', name: 'a' }, because])
})

t.test('an unknown outcome is settled as such, and looked up', async t => {
  const { fail, told, inquired, listed, counted } = start()
  fail(undefined)
  t.strictSame([told(), inquired, counted], [[settlement('unknown')], ['a 1'], ['unknown']])
  t.strictSame(listed(), [], 'nobody refused it')
})

t.test('the answer of a broken webhook is reported, and its write is looked up with growing pauses', async t => {
  const { conclude, fail, told, inquired, listed } = start()
  const because = 'failed calling webhook "x"'
  for (const code of [500, 504, 408]) fail(code, because)
  t.strictSame(told(), Array(3).fill(settlement('unknown')))
  t.strictSame(inquired, ['a 1', 'a 2', 'a 3'])
  t.strictSame(listed(), [{ name: 'a', planRef: 'plan', because }])
  conclude({ stored, dropped: [] })
  t.strictSame(listed(), [])
})
