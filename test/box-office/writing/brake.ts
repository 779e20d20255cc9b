import { mock } from 'node:test'
import t from 'tap'
import { createBrake, isUnanswered } from '../../../hooks/box-office/writing/brake.ts'
import { KubeError } from '../../../hooks/kube/api.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

function start(most = 32) {
  const opened = { times: 0 }
  const brake = createBrake({ most, onOpen: () => void opened.times++ })
  const begin = (times: number) => {
    for (let time = 0; time < times; time++) brake.begin()
  }
  return { opened, brake, begin }
}

t.test('a limited number of requests is under way at once', async t => {
  const { brake, begin } = start(3)
  begin(2)
  t.equal(brake.isOpen(), true)
  begin(1)
  t.equal(brake.isOpen(), false)
  brake.end(true)
  t.equal(brake.isOpen(), true)
})

t.test('while no request is answered, requests go one by one, with growing pauses', async t => {
  const { brake, opened, begin } = start()
  begin(2)
  brake.end(false)
  brake.end(false)
  t.equal(brake.isOpen(), false)
  mock.timers.tick(99)
  t.strictSame([brake.isOpen(), opened.times], [false, 0])
  mock.timers.tick(1)
  t.strictSame([brake.isOpen(), opened.times], [true, 1])
  begin(1)
  t.equal(brake.isOpen(), false, 'one at a time')
  brake.end(false)
  mock.timers.tick(199)
  t.equal(brake.isOpen(), false)
  mock.timers.tick(1)
  t.strictSame([brake.isOpen(), opened.times], [true, 2])
})

t.test('an answer ends the pauses', async t => {
  const { brake, begin } = start()
  begin(1)
  brake.end(false)
  mock.timers.tick(100)
  begin(1)
  brake.end(true)
  begin(31)
  t.equal(brake.isOpen(), true)
  begin(1)
  brake.end(false)
  mock.timers.tick(100)
  t.equal(brake.isOpen(), false, 'one of many is still on its way')
})

t.test('an error without a code means no answer', async t => {
  const errors = [
    new KubeError('failed', { code: undefined, reason: 'Unknown' }),
    new KubeError('failed', { code: 504, reason: 'Unknown' }),
    new TypeError('a defect'),
  ]
  t.strictSame(errors.map(isUnanswered), [true, false, false])
})
