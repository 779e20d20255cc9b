import t from 'tap'
import { storeAnswers } from '../../../../local/gateway/server/stored-answers.ts'

t.test('a key has one answer, for one request, for its time', async t => {
  let now = 0
  const records = {}
  const stored = storeAnswers(records, { keepMs: 100, now: () => now })
  const request = { path: '/v1/x', parameters: 'a=1' }
  const answer = { status: 200, headers: {}, body: '{}' }
  t.strictSame(stored.look('k', request), { found: 'nothing' })
  stored.begin('k')
  t.strictSame(stored.look('k', request), { found: 'running' })
  stored.store('k', { ...request, answer })
  stored.end('k')
  t.strictSame(stored.look('k', request), { found: 'answer', answer })
  t.strictSame(stored.look('k', { ...request, parameters: 'a=2' }), { found: 'other' })
  t.strictSame(stored.look('k', { ...request, path: '/v1/y' }), { found: 'other' })
  now = 100
  t.strictSame(stored.look('k', request), { found: 'nothing' })
  t.strictSame(records, { k: { ...request, answer, at: 0 } })
})
