import t from 'tap'
import { createAlarm } from '../../../hooks/http/cashier/alarm.ts'

t.test('a later alarm replaces the one before', async t => {
  const setAlarm = createAlarm()
  const rung: string[] = []
  const last = Promise.withResolvers<void>()
  // The alarm alone would not keep the process alive.
  const awake = setInterval(() => {}, 60_000)
  setAlarm(0, () => void rung.push('first'))
  setAlarm(Number.MAX_SAFE_INTEGER, () => void rung.push('second'))
  await new Promise(resolve => setImmediate(resolve))
  t.strictSame(rung, [], 'a time that no timer can hold is not now')
  setAlarm(0, last.resolve)
  await last.promise
  clearInterval(awake)
})
