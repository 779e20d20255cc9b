import t from 'tap'
import { parseDuration } from '../../../../local/metacontroller/hooks/duration.ts'

t.test("durations are read in Go's notation", async t => {
  t.strictSame(
    ['10s', '1m30s', '500ms', '1.5h', '.5s', '0s', '1us', '1µs', '1000000ns'].map(parseDuration),
    [10_000, 90_000, 500, 5_400_000, 500, 0, 0.001, 0.001, 1],
  )
})

t.test('any other text is rejected', async t => {
  for (const text of ['', '10', 's', '10 s', '10s!', 'x10s', '-1s']) {
    t.throws(() => parseDuration(text), {
      message: `Cannot read duration "${text}": it must be numbers with units, such as 10s or 1m30s`,
    })
  }
})
