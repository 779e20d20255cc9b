import t from 'tap'
import { measureSilence } from '../../../hooks/shop/live/silence.ts'

t.test('silence lasts from the start, and from the end of each connection, to the next one', async t => {
  let now = 1_000
  const silence = measureSilence(() => now)
  now = 3_000
  t.equal(silence.durationMs(), 2_000)
  silence.onConnection(true)
  now = 9_000
  t.equal(silence.durationMs(), 0)
  silence.onConnection(false)
  now = 9_500
  t.equal(silence.durationMs(), 500)
})
