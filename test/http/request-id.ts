import t from 'tap'
import { requestId } from '../../hooks/http/request-id.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

t.test('the id of an ingress is kept', async t => {
  for (const id of ['a', '7f3e-1.b_c:2', 'x'.repeat(64)]) t.equal(requestId({ headers: { 'x-request-id': id } }), id)
})

t.test('a missing or unreadable id is replaced by a new one', async t => {
  for (const id of [undefined, '', 'two words', 'x'.repeat(65), '"', 'ü', 'a\n']) {
    t.match(requestId({ headers: { 'x-request-id': id } }), uuid, String(id))
  }
  t.not(requestId({ headers: {} }), requestId({ headers: {} }))
})
