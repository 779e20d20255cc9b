import t from 'tap'
import { systemClock } from '../../hooks/box-office/clock.ts'

t.test('both system clocks run forward', async t => {
  const [now, monotonic] = [systemClock.now(), systemClock.monotonic()]
  t.ok(Math.abs(now - Date.now()) < 60_000)
  t.ok(systemClock.monotonic() >= monotonic)
})
