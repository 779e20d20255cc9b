import t from 'tap'
import { backOffMs } from '../../../hooks/box-office/writing/back-off.ts'

t.test('the wait doubles with each failure up to the most', async t => {
  const waits = [1, 2, 3, 9, 10, 5000].map(failures => backOffMs(failures, { longestMs: 30_000 }))
  t.strictSame(waits, [100, 200, 400, 25_600, 30_000, 30_000])
})
