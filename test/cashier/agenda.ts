import t from 'tap'
import { type Agenda, type AgendaOptions, createAgenda } from '../../hooks/cashier/agenda.ts'
import type { Visit } from '../../hooks/cashier/tools.ts'

const minuteMs = 60_000

/** An agenda with a clock that a test moves. Visits have scripted results; without one they are finished. */
function playAgenda(
  results: Record<string, (Visit | Error | Promise<Visit>)[]> = {},
  more: Partial<AgendaOptions> = {},
) {
  let now = 1_000_000
  let alarm: { at: number; run: () => void } | undefined
  const visits: string[] = []
  const failures: string[] = []
  const agenda: Agenda = createAgenda({
    now: () => now,
    schedule(ms, run) {
      alarm = { at: now + ms, run }
    },
    async visit(name) {
      visits.push(name)
      const result = (await results[name]?.shift()) ?? { next: 'finished' }
      if (result instanceof Error) throw result
      return result
    },
    onFailure: (name, error) => void failures.push(`${name}: ${(error as Error).message}`),
    ...more,
  })
  /** Moves the clock, alarm by alarm, and lets every visit end. */
  async function wait(milliseconds: number): Promise<void> {
    const end = now + milliseconds
    for (;;) {
      await new Promise(resolve => setImmediate(resolve))
      if (alarm === undefined || alarm.at > end) break
      const { at, run } = alarm
      alarm = undefined
      now = Math.max(now, at)
      run()
    }
    now = end
  }
  return { agenda, visits, failures, wait }
}

t.test('an object is visited when it changes, and again when its visit says so', async t => {
  const { agenda, visits, wait } = playAgenda({ a: [{ next: 'later', pauseMs: minuteMs }, { next: 'finished' }] })
  agenda.wake('a')
  await wait(0)
  t.strictSame([visits, agenda.size()], [['a'], 1])
  await wait(minuteMs - 1)
  t.equal(visits.length, 1)
  await wait(1)
  t.strictSame([visits, agenda.size()], [['a', 'a'], 0])
  await wait(60 * minuteMs)
  t.equal(visits.length, 2)
})

t.test('a change comes before the planned visit', async t => {
  const { agenda, visits, wait } = playAgenda({ a: [{ next: 'later', pauseMs: minuteMs }] })
  agenda.wake('a')
  await wait(1_000)
  agenda.wake('a')
  await wait(0)
  t.equal(visits.length, 2)
})

t.test('the pause after failures grows, and a change does not shorten it', async t => {
  const retry: Visit = { next: 'retry' }
  const results = [retry, new Error('outage'), retry, { next: 'later', pauseMs: 0 } as const, retry]
  const { agenda, visits, failures, wait } = playAgenda({ a: results })
  agenda.wake('a')
  await wait(0)
  agenda.wake('a')
  await wait(1_999)
  t.equal(visits.length, 1)
  await wait(1)
  t.strictSame([visits.length, failures], [2, ['a: outage']])
  await wait(4_000)
  t.equal(visits.length, 3)
  await wait(7_999)
  t.equal(visits.length, 3)
  await wait(1)
  t.equal(visits.length, 5, 'a success ends the back-off')
  await wait(2_000)
  t.equal(visits.length, 6)
})

t.test('pauses are at most 15 minutes, or what the gateway asks for', async t => {
  const retries = Array.from({ length: 12 }, (): Visit => ({ next: 'retry' }))
  const { agenda, visits, wait } = playAgenda({ a: retries, b: [{ next: 'retry', pauseMs: 60 * minuteMs }] })
  agenda.wake('a')
  for (let count = 0; count < 11; count += 1) await wait(15 * minuteMs)
  t.ok(visits.length > 11)
  agenda.drop('a')
  const before = visits.length
  agenda.wake('b')
  await wait(60 * minuteMs - 1)
  t.equal(visits.length, before + 1)
  await wait(1)
  t.equal(visits.length, before + 2)
})

t.test('an object is visited once at a time; a change meanwhile leads to another visit', async t => {
  const first = Promise.withResolvers<Visit>()
  const { agenda, visits, wait } = playAgenda({ a: [first.promise] })
  agenda.wake('a')
  await wait(0)
  agenda.wake('a')
  await wait(0)
  t.equal(visits.length, 1)
  first.resolve({ next: 'finished' })
  await wait(0)
  t.strictSame([visits.length, agenda.size()], [2, 0])
})

t.test('a dropped object is visited no more, whatever its visit says', async t => {
  const first = Promise.withResolvers<Visit>()
  const { agenda, visits, wait } = playAgenda({ a: [first.promise], b: [{ next: 'later', pauseMs: 1 }] })
  agenda.wake('a')
  agenda.wake('b')
  await wait(0)
  agenda.drop('a')
  agenda.drop('b')
  first.resolve({ next: 'later', pauseMs: 1 })
  await wait(minuteMs)
  t.strictSame([visits, agenda.size()], [['a', 'b'], 0])
})

t.test('only so many visits run at once, in their order', async t => {
  const [one, two] = [Promise.withResolvers<Visit>(), Promise.withResolvers<Visit>()]
  const { agenda, visits, wait } = playAgenda({ a: [one.promise], b: [two.promise] }, { mostAtOnce: 2 })
  for (const name of ['a', 'b', 'c', 'd']) agenda.wake(name)
  agenda.drop('c')
  await wait(0)
  t.strictSame(visits, ['a', 'b'])
  two.resolve({ next: 'finished' })
  await wait(0)
  t.strictSame(visits, ['a', 'b', 'd'])
  one.resolve({ next: 'finished' })
  await wait(0)
})

t.test('a stop waits for the visits under way, and starts no more', async t => {
  const first = Promise.withResolvers<Visit>()
  const { agenda, visits, wait } = playAgenda({ a: [first.promise] })
  agenda.wake('a')
  await wait(0)
  agenda.wake('a')
  const stopped = agenda.stop()
  first.resolve({ next: 'retry' })
  await stopped
  agenda.wake('b')
  await wait(minuteMs)
  t.strictSame(visits, ['a'])
})
