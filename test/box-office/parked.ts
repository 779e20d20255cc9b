import { mock } from 'node:test'
import t from 'tap'
import { Parked } from '../../hooks/box-office/parked.ts'
import { fakeRegistry } from '../fixtures/box-office/fake-conference.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

function start() {
  const { registered } = fakeRegistry()
  const woken: string[] = []
  const parked = new Parked(({ namespace }) => void woken.push(namespace))
  const pass = (ms: number) => {
    mock.timers.tick(ms)
    return woken.splice(0)
  }
  return { parked, registered, pass }
}

t.test('closed conferences wake together, a second after the first', async t => {
  const { parked, registered, pass } = start()
  parked.add(registered('a'))
  t.strictSame(pass(500), [])
  for (const namespace of ['b', 'a']) parked.add(registered(namespace))
  t.strictSame([pass(499), pass(1), pass(10_000)], [[], ['a', 'b'], []])
  parked.add(registered('a'))
  t.strictSame(pass(1_000), ['a'])
})

t.test('no conference wakes after a stop', async t => {
  const { parked, registered, pass } = start()
  parked.add(registered())
  parked.stop()
  t.strictSame(pass(10_000), [])
})
