import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { createEventRecorder } from '../../../../local/metacontroller/kubernetes/events.ts'
import { type Answer, aParent, apiError, aThing, fakeApi, silent } from '../../../fixtures/engine/fakes.ts'

const happening = { type: 'Warning', reason: 'SyncError', message: 'Sync error: no' } as const
const now = () => Date.parse('2026-11-20T17:00:00.5Z')

function setUp(answer: Answer = () => ({})) {
  const bodies: unknown[] = []
  const api = fakeApi((method, path, options) => {
    bodies.push(options.body)
    return answer(method, path, options)
  })
  return { api, bodies, recorder: createEventRecorder(api, silent, { now }) }
}

async function settle() {
  for (let round = 0; round < 50; round += 1) await turn()
}

t.test('an Event names its object, reason and message', async t => {
  const { api, bodies, recorder } = setUp()
  recorder.record(aParent({ resourceVersion: '3' }), { ...happening, message: 'x'.repeat(2000) })
  await settle()
  t.strictSame(api.asked, ['POST /api/v1/namespaces/ns/events'])
  t.match(bodies, [
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace: 'ns', name: /^p\.[0-9a-f]+$/ },
      involvedObject: {
        apiVersion: 'test.example.com/v1',
        kind: 'Parent',
        namespace: 'ns',
        name: 'p',
        uid: 'u-p',
        resourceVersion: '3',
      },
      type: 'Warning',
      reason: 'SyncError',
      message: 'x'.repeat(1024),
      source: { component: 'metacontroller' },
      firstTimestamp: '2026-11-20T17:00:00Z',
      lastTimestamp: '2026-11-20T17:00:00Z',
      count: 1,
    },
  ])
})

t.test('Events of cluster-scoped objects are in the namespace default', async t => {
  const { api, recorder } = setUp()
  recorder.record({ apiVersion: 'v1', kind: 'Realm', metadata: { name: 'r' } }, happening)
  await settle()
  t.strictSame(api.asked, ['POST /api/v1/namespaces/default/events'])
})

t.test('a repeated Event is counted', async t => {
  const { api, bodies, recorder } = setUp()
  for (let round = 0; round < 3; round += 1) recorder.record(aParent(), happening)
  await settle()
  t.match(api.asked, [/^POST/, /^PATCH .*\/ns\/events\/p\./, /^PATCH/])
  t.match(bodies[2], { count: 3, lastTimestamp: '2026-11-20T17:00:00Z' })
})

t.test('a deleted Event is created again, and one that cannot be written is dropped', async t => {
  const gone = setUp(method => {
    if (method === 'PATCH') throw apiError(404, 'NotFound')
  })
  for (let round = 0; round < 2; round += 1) gone.recorder.record(aParent(), happening)
  await settle()
  t.match(gone.api.asked, [/^POST/, /^PATCH/, /^POST/])
  const refused = setUp(() => {
    throw apiError(403, 'Forbidden')
  })
  for (let round = 0; round < 2; round += 1) refused.recorder.record(aParent(), happening)
  await settle()
  t.match(refused.api.asked, [/^POST/, /^POST/])
})

t.test('one object has 25 Events at once, and so has each of many others', async t => {
  const { api, recorder } = setUp()
  for (let round = 0; round < 40; round += 1) recorder.record(aParent(), { ...happening, message: `${round}` })
  await settle()
  t.equal(api.asked.length, 25)
  for (let round = 0; round < 4100; round += 1) recorder.record(aThing(`o-${round}`), happening)
  await settle()
  t.equal(api.asked.length, 4125)
})

t.test('the clock is that of the system by default', async t => {
  const api = fakeApi(() => ({}))
  createEventRecorder(api, silent).record(aParent(), happening)
  await settle()
  t.equal(api.asked.length, 1)
})
