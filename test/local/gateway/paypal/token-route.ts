import t from 'tap'
import { paypalTokens } from '../../../../local/gateway/paypal/token-route.ts'
import { hour } from '../../../fixtures/gateway/played.ts'
import { played, read, testWorld } from '../../../fixtures/gateway/world.ts'

const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } })

t.test('a client with a secret gets a token of nine hours', async t => {
  const { world } = testWorld()
  const { route, isValid, endAll } = paypalTokens(world)
  const take = () => read(route(played('POST /v1/oauth2/token', basic('shop:secret')))).body['access_token']
  const token = `Bearer ${take()}`
  t.match(read(route(played('POST /v1/oauth2/token', basic('shop:secret')))).body, { expires_in: 32_400 })
  t.strictSame([isValid(token), isValid('Bearer other'), isValid(undefined)], [true, false, false])
  world.moveClock(9 * hour)
  t.equal(isValid(token), false)
  const newer = `Bearer ${take()}`
  endAll()
  t.equal(isValid(newer), false)
})

t.test('anybody else gets none', async t => {
  const { route } = paypalTokens(testWorld().world)
  for (const given of [basic('shop'), basic('shop:'), { headers: { authorization: 'Bearer x' } }, {}]) {
    t.match(read(route(played('POST /v1/oauth2/token', given))), { status: 401, body: { error: 'invalid_client' } })
  }
  t.equal(route(played('GET /v1/oauth2/token')), undefined)
  t.equal(route(played('POST /v1/other')), undefined)
})
