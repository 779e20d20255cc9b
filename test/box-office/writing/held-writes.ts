import { mock } from 'node:test'
import t from 'tap'
import { HeldWrites, type Job } from '../../../hooks/box-office/writing/held-writes.ts'
import { Settlements } from '../../../hooks/box-office/writing/settlements.ts'
import { aWrite, fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { now } from '../../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

function start() {
  const { registered, conference } = fakeRegistry()
  const [again, retried]: [string[], string[]] = [[], []]
  const options = {
    clock: { now: () => now },
    unwritten: { retry: (_: unknown, name: string) => void retried.push(name) },
    onSettle: ({ namespace }: { namespace: string }) => void again.push(namespace),
    log: { error: () => {} } as never,
  }
  const settlements = new Settlements(options)
  const held = new HeldWrites(options, settlements)
  const owner = registered()
  const job = (name: string, isOutdated = false): Job => {
    settlements.expect(owner, 1)
    return { key: name, owner, write: aWrite(name), isOutdated }
  }
  const told = () => conference().told.splice(0)
  return { held, job, told, again, retried }
}

const settlement = (name: string) => ['settle', name, 'refused', now]

t.test('a conflict waits a second, or for no time if its change was already seen', async t => {
  const { held, job, told, retried } = start()
  held.awaitChange(job('late'))
  held.awaitChange(job('early', true))
  mock.timers.tick(0)
  t.strictSame(told(), [settlement('early')])
  mock.timers.tick(999)
  t.strictSame(told(), [])
  mock.timers.tick(1)
  t.strictSame([told(), retried], [[settlement('late')], ['early', 'late']])
})

t.test('a postponed write blocks no other order, and waits longer after each failure', async t => {
  const { held, job, told, again } = start()
  for (const [index, ms] of [100, 200, 400].entries()) {
    held.postpone({ job: job('a'), outcome: 'refused' }, { key: 'a', failures: index + 1 })
    t.strictSame([told(), again.splice(0)], [[['holdBack', 'a', now]], ['conf']])
    mock.timers.tick(ms - 1)
    t.strictSame(told(), [], `not before ${ms} ms`)
    mock.timers.tick(1)
    t.strictSame([told(), again.splice(0)], [[settlement('a')], ['conf']])
  }
})

t.test('a change wakes the write under its key, and a stop ends all waits', async t => {
  const { held, job, told } = start()
  for (const name of ['a', 'b']) held.awaitChange(job(name))
  held.wake('a')
  t.strictSame(told(), [settlement('a')])
  held.stop()
  mock.timers.tick(10_000)
  t.strictSame(told(), [])
})
