import t from 'tap'
import { firstOf, jsonAnswer, matchRoute } from '../../../../local/gateway/server/exchange.ts'
import { played } from '../../../fixtures/gateway/world.ts'

t.test('a pattern matches a method and a path of the same form', async t => {
  const match = (line: string, pattern: string) => matchRoute(played(line), pattern)
  t.strictSame(match('POST /v1/a/7/expire?x=1', 'POST /v1/a/:id/expire'), ['7'])
  t.strictSame(match('GET /v1/a', 'GET /v1/a'), [])
  t.equal(match('GET /v1/a', 'POST /v1/a'), undefined)
  t.equal(match('GET /v1/a/7', 'GET /v1/a'), undefined)
  t.equal(match('GET /v1/b/7', 'GET /v1/a/:id'), undefined)
  t.equal(match('GET /v1/a', 'GET'), undefined)
})

t.test('the first route that knows a request answers it', async t => {
  const answer = jsonAnswer(201, { a: 1 }, { x: 'y' })
  t.strictSame(answer, { status: 201, headers: { 'content-type': 'application/json', x: 'y' }, body: '{"a":1}' })
  t.strictSame(firstOf([() => undefined, () => answer])(played('GET /')), answer)
  t.equal(firstOf([])(played('GET /')), undefined)
})
