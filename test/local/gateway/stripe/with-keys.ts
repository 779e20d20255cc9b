import t from 'tap'
import { jsonAnswer, type PlayedRequest } from '../../../../local/gateway/server/exchange.ts'
import { withStripeKeys } from '../../../../local/gateway/stripe/with-keys.ts'
import { hour } from '../../../fixtures/gateway/played.ts'
import { played, read, testWorld } from '../../../fixtures/gateway/world.ts'

const authorization = 'Bearer sk_test_1'

function parts(status = 200) {
  const { world } = testWorld()
  const seen: PlayedRequest[] = []
  const keyed = withStripeKeys(world, request => {
    seen.push(request)
    return request.path === '/v1/x' ? jsonAnswer(status, { count: seen.length }) : undefined
  })
  const say = (request: PlayedRequest) => {
    const answer = keyed.route(request)
    keyed.end(request)
    return answer
  }
  return { world, seen, keyed, say }
}
const post = (key?: string, more: Partial<PlayedRequest> = {}) =>
  played('POST /v1/x', { headers: { authorization, ...(key !== undefined && { 'idempotency-key': key }) }, ...more })

t.test('a call needs a key of the API, and only paths of Stripe are answered', async t => {
  const { say } = parts()
  for (const wrong of ['', 'Bearer pk_test_1', 'Basic sk_test_1']) {
    t.equal(say(played('GET /v1/x', { headers: { authorization: wrong } }))?.status, 401)
  }
  t.equal(say(played('GET /v1/x'))?.status, 401)
  for (const path of ['/v1/oauth2/token', '/v1/notifications/certs/x', '/v2/x', '/']) {
    t.equal(say(played(`GET ${path}`)), undefined)
  }
  t.match(read(say(played('GET /v1/y', { headers: { authorization } }))), {
    status: 404,
    body: { error: { message: 'Unrecognized request URL (GET: /v1/y)' } },
  })
})

t.test('a key repeats the answer for a day, and refuses other requests', async t => {
  const { world, say, seen } = parts()
  const first = say(post('k'))
  t.strictSame(say(post('k')), { ...first, headers: { ...first?.headers, 'idempotent-replayed': 'true' } })
  t.equal(seen.length, 1)
  for (const other of [post('k', { body: 'a=1' }), post('k', { path: '/v1/y' })]) {
    t.match(read(say(other)), { status: 400, body: { error: { type: 'idempotency_error' } } })
  }
  world.moveClock(24 * hour)
  t.strictSame(read(say(post('k'))).body, { count: 2 })
  say(post())
  say(played('GET /v1/x', { headers: { authorization, 'idempotency-key': 'k' } }))
  t.equal(seen.length, 4, 'only a POST with a key is stored')
})

t.test('a refusal is not stored', async t => {
  const { say, seen } = parts(400)
  say(post('k'))
  say(post('k'))
  t.equal(seen.length, 2)
})

t.test('a failure is stored, with or without its effect', async t => {
  const { say, seen } = parts()
  const failing = (isEffective: boolean) => ({ failure: { status: 500, isEffective } })
  t.equal(say(post('k', failing(false)))?.status, 500)
  t.match(say(post('k')), { status: 500, headers: { 'idempotent-replayed': 'true' } })
  t.equal(seen.length, 0)
  t.equal(say(post('k-2', failing(true)))?.status, 500)
  t.equal(say(post('k-2'))?.status, 500)
  t.equal(seen.length, 1)
})

t.test('until an answer was sent, its key is in use', async t => {
  const { keyed } = parts()
  const [first, second] = [post('k'), post('k')]
  t.equal(keyed.route(first)?.status, 200)
  t.match(read(keyed.route(second)), { status: 409, body: { error: { code: 'idempotency_key_in_use' } } })
  keyed.end(second)
  t.equal(keyed.route(post('k'))?.status, 409)
  keyed.end(first)
  t.equal(keyed.route(post('k'))?.status, 200)
})
