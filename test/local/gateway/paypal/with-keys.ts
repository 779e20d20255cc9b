import t from 'tap'
import { withPaypalKeys } from '../../../../local/gateway/paypal/with-keys.ts'
import { jsonAnswer, type PlayedRequest } from '../../../../local/gateway/server/exchange.ts'
import { hour } from '../../../fixtures/gateway/played.ts'
import { played, read, testWorld } from '../../../fixtures/gateway/world.ts'

function parts(status = 201) {
  const { world } = testWorld()
  const seen: PlayedRequest[] = []
  const keyed = withPaypalKeys(world, {
    isValid: authorization => authorization === 'Bearer t',
    route(request) {
      seen.push(request)
      return request.path.endsWith('/x') ? jsonAnswer(status, { count: seen.length }) : undefined
    },
  })
  const say = (request: PlayedRequest) => {
    const answer = keyed.route(request)
    keyed.end(request)
    return answer
  }
  return { world, seen, keyed, say }
}
const post = (key?: string, { path = '/v2/checkout/x', ...more }: Partial<PlayedRequest> = {}) =>
  played(`POST ${path}`, {
    headers: { authorization: 'Bearer t', ...(key !== undefined && { 'paypal-request-id': key }) },
    ...more,
  })

t.test('a call needs a token, and only paths of PayPal are answered', async t => {
  const { say } = parts()
  t.match(read(say(played('GET /v2/x'))), { status: 401, body: { name: 'AUTHENTICATION_FAILURE' } })
  t.equal(say(played('GET /v1/x')), undefined)
  t.match(read(say(post(undefined, { path: '/v2/y' }))), { status: 404, body: { name: 'RESOURCE_NOT_FOUND' } })
})

t.test('a header repeats the answer for six hours, and that of a refund for 45 days', async t => {
  const { world, say, seen } = parts()
  const refund = () => post('r', { path: '/v2/payments/x' })
  const [order, money] = [say(post('k')), say(refund())]
  t.strictSame([say(post('k')), say(refund())], [order, money])
  t.match(read(say(post('k', { body: '{}' }))), { status: 422, body: { details: [{ issue: 'DUPLICATE_REQUEST_ID' }] } })
  t.equal(seen.length, 2)
  world.moveClock(6 * hour)
  t.strictSame([read(say(post('k'))).body, say(refund())], [{ count: 3 }, money])
  say(post())
  t.equal(seen.length, 4)
})

t.test('refusals and failures are repeated, and malformed requests are not', async t => {
  const refused = parts(422)
  refused.say(post('k'))
  refused.say(post('k'))
  t.equal(refused.seen.length, 1)
  const malformed = parts(400)
  malformed.say(post('k'))
  malformed.say(post('k'))
  t.equal(malformed.seen.length, 2)
  const { say, seen } = parts()
  t.equal(say(post('k', { failure: { status: 500, isEffective: false } }))?.status, 500)
  t.equal(say(post('k'))?.status, 500)
  t.equal(say(post('k-2', { failure: { status: 503, isEffective: true } }))?.status, 503)
  t.equal(seen.length, 1)
})

t.test('until an answer was sent, its header is in use', async t => {
  const { keyed } = parts()
  const first = post('k')
  keyed.route(first)
  t.match(read(keyed.route(post('k'))), { status: 409, body: { name: 'RESOURCE_CONFLICT' } })
  keyed.end(first)
  t.equal(keyed.route(post('k'))?.status, 201)
})
