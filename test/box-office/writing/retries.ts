import { mock } from 'node:test'
import t from 'tap'
import { backOffMs, createRetries } from '../../../hooks/box-office/writing/retries.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

t.test('a held item comes back once, after its time or when something changes', async t => {
  const back: string[] = []
  const retries = createRetries<string>(item => void back.push(item))
  retries.hold('a', 'item a', 1_000)
  retries.hold('b', 'item b', 200)
  retries.hold('c', 'item c', 1_000)
  mock.timers.tick(200)
  t.strictSame(back, ['item b'])
  retries.wake('a')
  retries.wake('b')
  t.strictSame(back, ['item b', 'item a'])
  mock.timers.tick(800)
  t.strictSame(back, ['item b', 'item a', 'item c'])
})

t.test('a forgotten item never comes back', async t => {
  const back: string[] = []
  const retries = createRetries<string>(item => void back.push(item))
  retries.hold('a', 'item a', 10)
  retries.clear()
  retries.wake('a')
  mock.timers.tick(10)
  t.strictSame(back, [])
})

t.test('the wait doubles with each failure, up to the longest', async t => {
  const waits = [1, 2, 3, 9, 10, 5000].map(failures => backOffMs(failures, { longestMs: 30_000 }))
  t.strictSame(waits, [100, 200, 400, 25_600, 30_000, 30_000])
})
