import t from 'tap'
import { paypalTokens } from '../../../hooks/gateway/paypal/tokens.ts'
import { failureOf, type Scripted, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

const token = (name: string, seconds: unknown = 3_600) => ({ body: { access_token: name, expires_in: seconds } })

function tokensOf(...answers: Scripted[]) {
  let now = 0
  const { call, sent } = scriptCall(...answers)
  const account = { clientId: 'id', clientSecret: 'secret' }
  const tokens = paypalTokens(account, { url: 'http://127.0.0.1:3090', call, now: () => now })
  return {
    ...tokens,
    sent,
    waitUntil(at: number) {
      now = at
    },
  }
}

t.test('a token is fetched once, by calls at the same time too', async t => {
  const { take, sent } = tokensOf(token('one'))
  t.strictSame(await Promise.all([take(), take()]), ['one', 'one'])
  t.equal(await take(), 'one')
  t.strictSame(sent, [
    {
      method: 'POST',
      url: 'http://127.0.0.1:3090/v1/oauth2/token',
      headers: {
        authorization: `Basic ${Buffer.from('id:secret').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'kconference',
      },
      body: 'grant_type=client_credentials',
    },
  ])
})

t.test('a token is replaced a minute before it expires', async t => {
  const { take, waitUntil } = tokensOf(token('one'), token('two'))
  await take()
  waitUntil(3_539_999)
  t.equal(await take(), 'one')
  waitUntil(3_540_000)
  t.equal(await take(), 'two')
})

t.test('a token that PayPal did not accept is forgotten, and no other', async t => {
  const { take, drop } = tokensOf(token('one'), token('two'))
  drop('none')
  await take()
  drop('another')
  t.equal(await take(), 'one')
  drop('one')
  await Promise.resolve()
  t.equal(await take(), 'two')
})

t.test('a failure is not kept, and a token without an end is used once', async t => {
  const { take, waitUntil } = tokensOf({ status: 401 }, { body: {} }, token('one', 'soon'), token('two'))
  t.match(await failureOf(take()), { kind: 'keys' })
  t.match(await failureOf(take()), { kind: 'unknown' })
  t.equal(await take(), 'one')
  waitUntil(1)
  t.equal(await take(), 'two')
})

t.test('a failure that comes after a newer fetch does not forget the newer token', async t => {
  const gate = Promise.withResolvers<never>()
  let calls = 0
  let now = 0
  const call = async () => {
    calls += 1
    if (calls > 1) return { status: 200, headers: new Headers(), body: { access_token: 'new', expires_in: 3_600 } }
    return gate.promise
  }
  const tokens = paypalTokens({ clientId: 'id', clientSecret: 's' }, { url: '', call, now: () => now })
  const first = tokens.take()
  now = Number.POSITIVE_INFINITY
  const second = tokens.take()
  now = 0
  t.equal(await second, 'new')
  gate.reject(new Error('late'))
  await first.catch(() => undefined)
  t.equal(await tokens.take(), 'new')
})
