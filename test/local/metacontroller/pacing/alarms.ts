import t from 'tap'
import { createAlarms, systemClock } from '../../../../local/metacontroller/pacing/alarms.ts'
import { manualClock } from '../../../fixtures/engine/fakes.ts'

function setUp() {
  const rung: string[] = []
  const clock = manualClock()
  const alarms = createAlarms(clock, key => rung.push(`${key} ${clock.now()}`))
  return { rung, clock, alarms }
}

t.test('the earliest of several alarms for a key counts', async t => {
  const { rung, clock, alarms } = setUp()
  alarms.set('a', 100)
  alarms.set('a', 50)
  alarms.set('a', 70)
  alarms.set('b', 60)
  clock.advance(1000)
  t.strictSame(rung, ['a 50', 'b 60'])
  alarms.set('a', 10)
  clock.advance(10)
  t.strictSame(rung, ['a 50', 'b 60', 'a 1010'])
})

t.test('cleared alarms do not ring', async t => {
  const { rung, clock, alarms } = setUp()
  alarms.set('a', 1)
  alarms.clear()
  clock.advance(10)
  t.strictSame(rung, [])
})

t.test('a delay too long for a timer rings after 24 days, not at once', async t => {
  const { rung, clock, alarms } = setUp()
  alarms.set('a', 2 ** 40)
  clock.advance(2 ** 31 - 2)
  t.strictSame(rung, [])
  clock.advance(1)
  t.strictSame(rung, ['a 2147483647'])
})

t.test('a timer of the system rings after its delay', async t => {
  const before = systemClock.now()
  await new Promise<void>(resolve => systemClock.setTimer(resolve, 20))
  t.ok(systemClock.now() - before >= 18)
})

t.test('a cancelled timer of the system does not ring', async t => {
  const rung: string[] = []
  systemClock.setTimer(() => rung.push('cancelled'), 1).cancel()
  await new Promise<void>(resolve => systemClock.setTimer(resolve, 5))
  t.strictSame(rung, [])
})
