import t from 'tap'
import { linkOf, paypalError } from '../../../hooks/gateway/paypal/paypal-error.ts'

const read = (status: number, body: object = {}, headers: Record<string, string> = {}) => {
  const error = paypalError({ status, headers: new Headers(headers), body: body as Record<string, unknown> })
  const { kind, message, code, retryAfterMs, url } = error
  return { kind, message, code, retryAfterMs, url, status: error.status }
}
const none = { code: undefined, retryAfterMs: undefined, url: undefined }

t.test('the status shows whether the call may have taken effect', async t => {
  const table: [number, string][] = [
    [400, 'refused'],
    [404, 'refused'],
    [422, 'refused'],
    [401, 'keys'],
    [403, 'keys'],
    [429, 'limited'],
    [302, 'unknown'],
    [409, 'unknown'],
    [500, 'unknown'],
  ]
  for (const [status, kind] of table) t.match(read(status), { kind, status }, `status ${status}`)
})

t.test('a refusal has the issue, its words, and the page for another try', async t => {
  const body = {
    name: 'UNPROCESSABLE_ENTITY',
    message: 'The requested action could not be performed.',
    details: [{ issue: 'INSTRUMENT_DECLINED', description: 'The instrument was declined.' }],
    links: [
      { rel: 'information_link', href: 'https://x/docs' },
      { rel: 'redirect', href: 'https://x/again' },
    ],
  }
  t.strictSame(read(422, body), {
    kind: 'refused',
    message: 'Cannot call PayPal: it refused the call: The instrument was declined.',
    code: 'INSTRUMENT_DECLINED',
    retryAfterMs: undefined,
    url: 'https://x/again',
    status: 422,
  })
  t.match(read(404, { name: 'RESOURCE_NOT_FOUND', message: 'It does not exist.' }), {
    message: 'Cannot call PayPal: it refused the call: It does not exist.',
    code: 'RESOURCE_NOT_FOUND',
  })
  t.match(read(400), { message: 'Cannot call PayPal: it refused the call: status 400', ...none })
})

t.test('wrong keys, too many calls and failures have words of their own', async t => {
  t.match(read(401, { error: 'invalid_client' }), {
    message: 'Cannot call PayPal: its client id and secret must be valid and allow this call (status 401)',
    ...none,
  })
  t.match(read(429, {}, { 'retry-after': '5' }), {
    message: 'Cannot call PayPal: it takes no more calls now; call again later',
    retryAfterMs: 5_000,
  })
  t.match(read(503), { message: 'Cannot call PayPal: it failed with status 503; call again with the same key' })
})

t.test('a link is chosen by its relation', async t => {
  const links = [
    null,
    { rel: 'self' },
    { rel: 'approve', href: 'https://x/1' },
    { rel: 'payer-action', href: 'https://x/2' },
  ]
  t.strictSame(
    [linkOf({ links }, ['payer-action', 'approve']), linkOf({ links }, ['self']), linkOf({}, ['self'])],
    ['https://x/1', undefined, undefined],
  )
})
