import { mock } from 'node:test'
import t from 'tap'
import { Alarm } from '../../hooks/box-office/alarm.ts'
import { fakeRegistry } from '../fixtures/box-office/fake-conference.ts'
import { now } from '../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

/** An alarm with a clock that the test moves. */
function start() {
  const { registered } = fakeRegistry()
  const clock = { at: now, now: () => clock.at }
  const woken: string[] = []
  const alarm = new Alarm({
    clock,
    wake: conference => {
      woken.push(conference.namespace)
      alarm.clear(conference)
    },
  })
  const pass = (ms: number) => {
    clock.at += ms
    mock.timers.tick(ms)
    return woken.splice(0)
  }
  return { alarm, registered, clock, pass }
}

t.test('each conference wakes once, at its time', async t => {
  const { alarm, registered, pass } = start()
  alarm.set(registered('first'), now + 20_000)
  alarm.set(registered('second'), now + 10_000)
  alarm.set(registered('third'), now + 30_000)
  t.strictSame([pass(9_999), pass(1), pass(9_999), pass(1)], [[], ['second'], [], ['first']])
  t.strictSame([pass(10_000), pass(60_000)], [['third'], []])
})

t.test('a time may move, and the clock may be set', async t => {
  const { alarm, registered, clock, pass } = start()
  alarm.set(registered(), now + 3_600_000)
  alarm.set(registered(), now + 60_000)
  t.strictSame(pass(30_000), [])
  clock.at += 60_000
  t.strictSame(pass(30_000), ['conf'])
})

t.test('a conference without a time does not wake, nor does any after a stop', async t => {
  const { alarm, registered, pass } = start()
  alarm.set(registered('cleared'), now + 1_000)
  alarm.clear(registered('cleared'))
  t.strictSame(pass(1_000), [])
  alarm.stop()
  alarm.set(registered('stopped'), now + 2_000)
  alarm.stop()
  t.strictSame(pass(10_000), [])
})
