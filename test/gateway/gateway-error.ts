import t from 'tap'
import { GatewayError } from '../../hooks/gateway/gateway-error.ts'

t.test('an error has its kind and its message', async t => {
  const error = new GatewayError('refused', 'Cannot send the payment: it must be larger')
  const { name, kind, message, code, retryAfterMs } = error
  t.strictSame(
    { name, kind, message, code, retryAfterMs },
    {
      name: 'GatewayError',
      kind: 'refused',
      message: 'Cannot send the payment: it must be larger',
      code: undefined,
      retryAfterMs: undefined,
    },
  )
})

t.test('it keeps the code, the wait and the cause of the gateway', async t => {
  const cause = new Error('429')
  const error = new GatewayError('limited', 'Cannot call Stripe: it must rest', {
    cause,
    code: 'rate_limit',
    retryAfterMs: 2_000,
  })
  t.match(error, { kind: 'limited', code: 'rate_limit', retryAfterMs: 2_000 })
  t.equal(error.cause, cause)
})
