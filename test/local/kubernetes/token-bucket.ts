import t from 'tap'
import { createTokenBucket } from '../../../local/kubernetes/token-bucket.ts'
import { manualClock } from '../../fixtures/engine/fakes.ts'

t.test('a burst is free, then each token takes its time', async t => {
  const clock = manualClock()
  const bucket = createTokenBucket({ perSecond: 10, burst: 2, now: clock.now })
  t.strictSame(
    [1, 2, 3, 4].map(() => bucket.reserve()),
    [0, 0, 100, 200],
  )
  clock.advance(200)
  t.equal(bucket.reserve(), 100)
  clock.advance(60_000)
  t.strictSame(
    [1, 2, 3].map(() => bucket.reserve()),
    [0, 0, 100],
  )
})

t.test('without credit a token is taken only if one is left', async t => {
  const clock = manualClock()
  const bucket = createTokenBucket({ perSecond: 1, burst: 1, now: clock.now })
  t.strictSame([bucket.tryTake(), bucket.tryTake()], [true, false])
  clock.advance(1000)
  t.equal(bucket.tryTake(), true)
})
