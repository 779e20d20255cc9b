import t from 'tap'
import { failureOf, sendWrite } from '../../../hooks/box-office/writing/send-write.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { aWrite } from '../../fixtures/box-office/fake-conference.ts'
import { fakeWrites } from '../../fixtures/box-office/fake-writes.ts'
import { aReservation } from '../../fixtures/objects.ts'

t.test('a write without a base is a POST, else a PUT; the stored object is the result', async t => {
  const { api, request } = fakeWrites()
  const base = { ...aReservation().metadata, resourceVersion: '7' }
  const stored = aReservation({ planRef: 'plan' })
  for (const [write, method] of [
    [aWrite('order-1'), 'POST'],
    [aWrite('order-1', { base }), 'PUT'],
  ] as const) {
    const sent = sendWrite(api, { write, namespace: 'conf' })
    const { method: asked, body, store } = request('order-1')
    t.strictSame([asked, body.metadata.namespace, body.spec], [method, 'conf', write.spec])
    await store(stored)
    t.strictSame(await sent, { stored, dropped: [] })
  }
})

t.test('sent fields that were not stored are named', async t => {
  const { api, request } = fakeWrites()
  const write = aWrite('order-1', { seats: [1, 2], heldSince: '2026-11-20T08:00:00Z', reason: undefined as never })
  const sent = sendWrite(api, { write, namespace: 'conf' })
  const stored = aReservation({ seats: [1, 3] })
  await request('order-1').store(stored)
  t.strictSame(await sent, { stored, dropped: ['planRef', 'seats', 'heldSince'] })
})

t.test('a failure is a result, not a rejection', async t => {
  const { api, request } = fakeWrites()
  const sent = sendWrite(api, { write: aWrite('order-1'), namespace: 'conf' })
  await request('order-1').fail(409, 'it exists already')
  t.strictSame(await sent, {
    failure: 'conflict',
    error: new KubeError('it exists already', { code: 409, reason: 'Unknown' }),
  })
})

t.test('only a refusal of the API server means that nothing was stored', async t => {
  const table: [code: number | undefined, expected: string][] = [
    [409, 'conflict'],
    [400, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [429, 'refused'],
    [408, 'unknown'],
    [500, 'unknown'],
    [504, 'unknown'],
    [undefined, 'unknown'],
  ]
  for (const [code, expected] of table) {
    t.equal(failureOf(new KubeError('failed', { code, reason: 'Unknown' })), expected, String(code))
  }
  t.equal(failureOf(new TypeError('a defect')), 'unknown', 'a defect tells nothing of what was sent')
})
