import t from 'tap'
import { stripeCaller, stripeVersion } from '../../../hooks/gateway/stripe/call-stripe.ts'
import { signal } from '../../fixtures/gateway/played.ts'
import { failureOf, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

const url = 'http://127.0.0.1:3090'
const account = { secretKey: 'sk_test_1', live: false }
const headers = { authorization: 'Bearer sk_test_1', 'stripe-version': stripeVersion, 'user-agent': 'kconference' }

t.test('parameters are the body of a POST and the query of a GET', async t => {
  const { call, sent } = scriptCall({ body: { id: 're_1' } }, {}, {})
  const stripe = stripeCaller(account, { url, call })
  const parameters = { amount: 5 }
  const posted = await stripe({ method: 'POST', path: '/v1/refunds', parameters, key: 'k' }, signal)
  t.strictSame(posted, { id: 're_1' })
  await stripe({ method: 'GET', path: '/v1/refunds', parameters }, signal)
  await stripe({ method: 'GET', path: '/v1/refunds/re_1' }, signal)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  t.strictSame(sent, [
    {
      method: 'POST',
      url: `${url}/v1/refunds`,
      headers: { ...headers, 'idempotency-key': 'k', ...form },
      body: 'amount=5',
    },
    { method: 'GET', url: `${url}/v1/refunds?amount=5`, headers },
    { method: 'GET', url: `${url}/v1/refunds/re_1`, headers },
  ])
})

t.test('a connected account is named', async t => {
  const { call, sent } = scriptCall({})
  await stripeCaller({ ...account, account: 'acct_1' }, { url, call })({ method: 'GET', path: '/v1/x' }, signal)
  t.strictSame(sent[0]?.headers, { ...headers, 'stripe-account': 'acct_1' })
})

t.test('a key of the wrong mode sends nothing, and another status is an error', async t => {
  const { call, sent } = scriptCall({ status: 404, body: { error: { code: 'resource_missing' } } })
  const live = stripeCaller({ ...account, live: true }, { url, call })
  t.match(await failureOf(live({ method: 'GET', path: '/v1/x' }, signal)), { kind: 'keys' })
  t.strictSame(sent, [])
  const test = stripeCaller(account, { url, call })
  t.match(await failureOf(test({ method: 'GET', path: '/v1/x' }, signal)), {
    kind: 'refused',
    code: 'resource_missing',
  })
})
