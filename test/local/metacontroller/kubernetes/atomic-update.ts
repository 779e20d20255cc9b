import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { atomicUpdate } from '../../../../local/metacontroller/kubernetes/atomic-update.ts'
import { apiError, aThing, fakeObjects, thingKind } from '../../../fixtures/engine/fakes.ts'

const change = (live: KubeObject) => ({ ...live, changed: true })

/** Rejects the first writes with a conflict. */
function conflicts(times: number) {
  let left = times
  return (verb: string) => {
    if (verb !== 'get' && left-- > 0) throw apiError(409, 'Conflict')
  }
}

t.test('the live object is changed and written', async t => {
  const live = aThing('o', { resourceVersion: '9' })
  const client = fakeObjects([live])
  await atomicUpdate(client, aThing('o', { resourceVersion: '1' }), {
    resource: thingKind,
    subresource: 'status',
    change,
  })
  t.strictSame(client.written, [
    { verb: 'replace', kind: 'Thing', object: { ...live, changed: true }, subresource: 'status' },
  ])
})

t.test('without a change there is no write', async t => {
  const client = fakeObjects([aThing('o')])
  await atomicUpdate(client, aThing('o'), { resource: thingKind, change: () => undefined })
  t.strictSame(client.written, [])
})

t.test('three conflicts are retried, the fourth is thrown', async t => {
  const patient = fakeObjects([aThing('o')], conflicts(3))
  await atomicUpdate(patient, aThing('o'), { resource: thingKind, change })
  t.equal(patient.written.length, 1)
  const update = atomicUpdate(fakeObjects([aThing('o')], conflicts(4)), aThing('o'), { resource: thingKind, change })
  await t.rejects(update, { message: 'Conflict' })
})

t.test('an object that was deleted or replaced is not found', async t => {
  const update = { resource: thingKind, change }
  await t.rejects(atomicUpdate(fakeObjects([]), aThing('o'), update), { code: 404 })
  const another = fakeObjects([aThing('o', { uid: 'another' })])
  await t.rejects(atomicUpdate(another, aThing('o'), update), { code: 404, message: 'things "o" not found' })
})
