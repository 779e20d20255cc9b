import t from 'tap'
import { updateParentStatus } from '../../../../local/metacontroller/children/parent-status.ts'
import { aParent, apiError, fakeObjects, parentKind } from '../../../fixtures/engine/fakes.ts'

const seen = aParent({ generation: 3, resourceVersion: '1' }, { status: { old: true } })
const live = aParent({ generation: 4, resourceVersion: '9' }, { spec: { theirs: 1 }, status: { paid: true } })

t.test('the whole status is replaced on the live parent, with the generation that the hook saw', async t => {
  const client = fakeObjects([live])
  await updateParentStatus(seen, { a: 1, observedGeneration: 77 }, { client, resource: parentKind })
  const object = { ...live, status: { a: 1, observedGeneration: 3 } }
  t.strictSame(client.written, [{ verb: 'replace', kind: 'Parent', object, subresource: 'status' }])
})

t.test('an equal status is not written', async t => {
  const client = fakeObjects([aParent({}, { status: { observedGeneration: 3, a: 1 } })])
  await updateParentStatus(seen, { a: 1 }, { client, resource: parentKind })
  t.strictSame(client.written, [])
})

t.test('a deleted or contested parent is left to its next event; other errors are thrown', async t => {
  const refusing = (code: number, reason: string) => {
    const client = fakeObjects([live], verb => {
      if (verb === 'replace') throw apiError(code, reason)
    })
    return updateParentStatus(seen, {}, { client, resource: parentKind })
  }
  await refusing(404, 'NotFound')
  await refusing(409, 'Conflict')
  await t.rejects(refusing(403, 'Forbidden'), { code: 403 })
})
