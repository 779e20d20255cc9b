import t from 'tap'
import { paypalCaller } from '../../../hooks/gateway/paypal/call-paypal.ts'
import { signal } from '../../fixtures/gateway/played.ts'
import { failureOf, type Scripted, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

const url = 'http://127.0.0.1:3090'

function callerOf(...answers: Scripted[]) {
  const dropped: string[] = []
  const left = ['one', 'two', 'three']
  const tokens = { take: async () => left.shift() ?? 'none', drop: (token: string) => void dropped.push(token) }
  const { call, sent } = scriptCall(...answers)
  return { paypal: paypalCaller(tokens, { url, call }), sent, dropped }
}

t.test('a POST has a body, and asks for the whole answer', async t => {
  const { paypal, sent } = callerOf({ status: 201, body: { id: '1' } }, {}, {})
  t.strictSame(await paypal({ method: 'POST', path: '/v2/x', body: { a: 1 }, requestId: 'k' }, signal), { id: '1' })
  await paypal({ method: 'POST', path: '/v2/x' }, signal)
  await paypal({ method: 'GET', path: '/v2/x' }, signal)
  const json = { 'content-type': 'application/json', prefer: 'return=representation' }
  const headers = (token: string) => ({ authorization: `Bearer ${token}`, 'user-agent': 'kconference' })
  t.strictSame(sent, [
    {
      method: 'POST',
      url: `${url}/v2/x`,
      headers: { ...headers('one'), ...json, 'paypal-request-id': 'k' },
      body: '{"a":1}',
    },
    { method: 'POST', url: `${url}/v2/x`, headers: { ...headers('two'), ...json }, body: '{}' },
    { method: 'GET', url: `${url}/v2/x`, headers: headers('three') },
  ])
})

t.test('a token that PayPal does not accept is replaced once', async t => {
  const { paypal, sent, dropped } = callerOf({ status: 401 }, { body: { id: '1' } })
  t.strictSame(await paypal({ method: 'GET', path: '/v2/x' }, signal), { id: '1' })
  t.strictSame([sent.length, dropped], [2, ['one']])
  const never = callerOf({ status: 401 }, { status: 401 })
  t.match(await failureOf(never.paypal({ method: 'GET', path: '/v2/x' }, signal)), { kind: 'keys' })
  t.strictSame(never.dropped, ['one', 'two'])
})

t.test('another status is an error', async t => {
  const { paypal } = callerOf({ status: 422, body: { details: [{ issue: 'X', description: 'why' }] } })
  t.match(await failureOf(paypal({ method: 'GET', path: '/v2/x' }, signal)), { kind: 'refused', code: 'X' })
})
