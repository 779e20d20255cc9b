import t from 'tap'
import { systemClock } from '../../../../local/metacontroller/pacing/clock.ts'

t.test('a timer rings once its time has come', async t => {
  const before = systemClock.now()
  await new Promise<void>(resolve => systemClock.setTimer(resolve, 20))
  t.ok(systemClock.now() - before >= 18)
})

t.test('a cancelled timer does not ring', async t => {
  const rung: string[] = []
  systemClock.setTimer(() => rung.push('cancelled'), 1).cancel()
  await new Promise<void>(resolve => systemClock.setTimer(resolve, 5))
  t.strictSame(rung, [])
})
