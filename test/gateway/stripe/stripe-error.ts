import t from 'tap'
import { stripeError } from '../../../hooks/gateway/stripe/stripe-error.ts'

const read = (status: number, error?: object, headers: Record<string, string> = {}) => {
  const reply = { status, headers: new Headers(headers), body: error === undefined ? {} : { error } }
  const { kind, message, code, retryAfterMs } = stripeError(reply)
  return { kind, message, code, retryAfterMs }
}
const none = { code: undefined, retryAfterMs: undefined }

t.test('the status shows whether the call may have taken effect', async t => {
  const table: [number, string][] = [
    [400, 'refused'],
    [402, 'refused'],
    [404, 'refused'],
    [401, 'keys'],
    [403, 'keys'],
    [429, 'limited'],
    [302, 'unknown'],
    [409, 'unknown'],
    [424, 'unknown'],
    [500, 'unknown'],
    [503, 'unknown'],
  ]
  for (const [status, kind] of table) t.equal(read(status).kind, kind, `status ${status}`)
})

t.test('a refusal has the words and the code of Stripe', async t => {
  const error = { type: 'invalid_request_error', code: 'amount_too_small', message: 'At least 0.50 EUR' }
  t.strictSame(read(400, error), {
    kind: 'refused',
    message: 'Cannot call Stripe: it refused the call: At least 0.50 EUR',
    code: 'amount_too_small',
    retryAfterMs: undefined,
  })
  t.match(read(400, { type: 'invalid_request_error', message: 'x'.repeat(400) }), {
    code: 'invalid_request_error',
    message: `Cannot call Stripe: it refused the call: ${'x'.repeat(300)}`,
  })
  t.match(read(404), { message: 'Cannot call Stripe: it refused the call: status 404', ...none })
})

t.test('words about a key are not repeated', async t => {
  t.strictSame(read(401, { message: 'Invalid API Key provided: sk_test_****1234' }), {
    kind: 'keys',
    message: 'Cannot call Stripe: its secret key must be valid and allow this call (status 401)',
    ...none,
  })
})

t.test('a key with other parameters and a stored failure have codes of their own', async t => {
  t.match(read(400, { type: 'idempotency_error', message: 'Keys …' }), { kind: 'refused', code: 'idempotency_error' })
  t.match(read(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }), {
    kind: 'unknown',
    code: 'idempotency_key_in_use',
  })
  t.strictSame(read(500, { type: 'api_error' }, { 'idempotent-replayed': 'true' }), {
    kind: 'unknown',
    message: 'Cannot call Stripe: it failed with status 500; call again with the same key',
    code: 'stored_failure',
    retryAfterMs: undefined,
  })
  t.match(read(400, { code: 'x' }, { 'idempotent-replayed': 'true' }), { kind: 'refused', code: 'x' })
})

t.test('too many calls have a wait', async t => {
  t.strictSame(read(429, { code: 'rate_limit' }, { 'retry-after': '3' }), {
    kind: 'limited',
    message: 'Cannot call Stripe: it takes no more calls now; call again later',
    code: 'rate_limit',
    retryAfterMs: 3_000,
  })
})
