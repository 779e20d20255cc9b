import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { createWorkQueue } from '../../../../local/metacontroller/pacing/work-queue.ts'
import { manualClock } from '../../../fixtures/engine/fakes.ts'
import { fc } from '../../../fixtures/properties.ts'

/** A queue whose work ends when the test ends it. */
function setUp(workers = 1) {
  const begun: string[] = []
  const open = new Map<string, () => void>()
  const clock = manualClock()
  const work = (key: string) => {
    begun.push(key)
    return new Promise<void>(resolve => open.set(key, resolve))
  }
  async function end(key: string) {
    open.get(key)?.()
    await turn()
  }
  return { begun, end, clock, queue: createWorkQueue({ workers, work, clock }) }
}

t.test('a key that is added many times before its work begins is worked on once', async t => {
  const { begun, end, queue } = setUp()
  for (const key of ['a', 'b', 'b', 'b']) queue.add(key)
  t.strictSame(begun, ['a'])
  await end('a')
  await end('b')
  t.strictSame(begun, ['a', 'b'])
})

t.test('a key that is added during its work is worked on again, and not at the same time', async t => {
  const { begun, end, queue } = setUp(2)
  for (const key of ['a', 'a', 'a']) queue.add(key)
  t.strictSame(begun, ['a'])
  await end('a')
  t.strictSame(begun, ['a', 'a'])
  await end('a')
  t.strictSame(begun, ['a', 'a'])
})

t.test('never more keys are worked on than there are workers, and none twice at a time', async t => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd')),
      fc.integer({ min: 1, max: 3 }),
      async (keys, workers) => {
        const working: string[] = []
        let most = 0
        const queue = createWorkQueue({
          workers,
          async work(key) {
            t.notOk(working.includes(key))
            working.push(key)
            most = Math.max(most, working.length)
            await turn()
            working.splice(working.indexOf(key), 1)
          },
        })
        for (const key of keys) queue.add(key)
        while (working.length > 0) await turn()
        t.ok(most <= workers)
      },
    ),
    { numRuns: 30 },
  )
})

t.test('failures return after 5, 10, 20 ms and so on up to 1000 s, until forgotten', async t => {
  const { begun, end, clock, queue } = setUp()
  const pauses: number[] = []
  for (let failure = 0; failure < 20; failure += 1) {
    const before = clock.now()
    queue.addRateLimited('a')
    const seen = begun.length
    while (begun.length === seen) clock.advance(5)
    pauses.push(clock.now() - before)
    await end('a')
  }
  const expected = Array.from({ length: 20 }, (_, failure) => Math.min(5 * 2 ** failure, 1_000_000))
  t.strictSame(pauses, expected)
  queue.forget('a')
  queue.addRateLimited('a')
  clock.advance(5)
  t.equal(begun.length, 21)
})

t.test('many failing keys wait for each other: a hundred at once, then ten a second', async t => {
  const { begun, clock, queue } = setUp(1000)
  for (let key = 0; key < 110; key += 1) queue.addRateLimited(`${key}`)
  clock.advance(5)
  t.equal(begun.length, 100)
  clock.advance(995)
  t.equal(begun.length, 110)
})

t.test('an event neither waits for a delay nor cancels it; a delay of 0 is none', async t => {
  const { begun, end, clock, queue } = setUp()
  queue.addAfter('a', 100)
  queue.add('a')
  await end('a')
  queue.addAfter('a', 0)
  await end('a')
  t.strictSame(begun, ['a', 'a'])
  clock.advance(100)
  t.strictSame(begun, ['a', 'a', 'a'])
})

t.test('after its shut-down it ends the running work and begins no more', async t => {
  const { begun, end, clock, queue } = setUp()
  queue.add('a')
  queue.add('b')
  queue.addAfter('c', 10)
  let down = false
  const ended = queue.shutDown().then(() => {
    down = true
  })
  queue.addAfter('d', 10)
  clock.advance(100)
  await turn()
  t.equal(down, false)
  await end('a')
  await ended
  t.strictSame(begun, ['a'])
})

t.test('by default it has the clock of the system and the longest delay of client-go', async t => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const queue = createWorkQueue({ workers: 1, longestDelayMs: 1, work: async () => resolve() })
  queue.addRateLimited('a')
  await promise
  await queue.shutDown()
  t.pass()
})
