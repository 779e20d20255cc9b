import { mock } from 'node:test'
import t from 'tap'
import { createBrake, isUnanswered } from '../../../hooks/box-office/writing/brake.ts'
import { KubeError } from '../../../hooks/kube/api.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

function start() {
  const released = { times: 0 }
  return { released, brake: createBrake({ most: 32, onRelease: () => void released.times++ }) }
}

t.test('without answers, requests are sent one by one, with growing pauses', async t => {
  const { brake, released } = start()
  t.equal(brake.limit(), 32)
  brake.recordSilence()
  brake.recordSilence()
  t.equal(brake.limit(), 0)
  mock.timers.tick(99)
  t.strictSame([brake.limit(), released.times], [0, 0])
  mock.timers.tick(1)
  t.strictSame([brake.limit(), released.times], [1, 1])
  brake.recordSilence()
  mock.timers.tick(199)
  t.equal(brake.limit(), 0)
  mock.timers.tick(1)
  t.strictSame([brake.limit(), released.times], [1, 2])
})

t.test('an answer ends the limit', async t => {
  const { brake, released } = start()
  brake.recordSilence()
  brake.recordAnswer()
  t.equal(brake.limit(), 32)
  mock.timers.tick(10_000)
  t.equal(released.times, 0)
})

t.test('a released brake has no timer', async t => {
  const { brake, released } = start()
  brake.recordSilence()
  brake.release()
  mock.timers.tick(10_000)
  t.equal(released.times, 0)
})

t.test('an error without a code means no answer', async t => {
  const errors = [
    new KubeError('failed', { code: undefined, reason: 'Unknown' }),
    new KubeError('failed', { code: 504, reason: 'Unknown' }),
    new TypeError('a defect'),
  ]
  t.strictSame(errors.map(isUnanswered), [true, false, false])
})
