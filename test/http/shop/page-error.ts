import t from 'tap'
import {
  awayError,
  endedTicketError,
  notFoundError,
  PageError,
  statusCodeOf,
} from '../../../hooks/http/shop/page-error.ts'
import { refusal, unreachable } from '../../fixtures/shop/fake-shop.ts'

t.test('an error page has a status, and perhaps a time to try again', async t => {
  const { name, message, status, retryAfterSeconds } = new PageError(429, { retryAfterSeconds: 7 })
  t.strictSame(
    [name, message, status, retryAfterSeconds],
    ['PageError', 'Cannot serve the page: the answer must be an error page with status 429', 429, 7],
  )
  t.strictSame([notFoundError().status, notFoundError().retryAfterSeconds], [404, undefined])
  t.equal(endedTicketError().status, 410)
  t.strictSame([awayError().status, awayError().retryAfterSeconds], [503, 5])
})

t.test('every other error has a status', async t => {
  const errors = [
    ...[new PageError(403), unreachable(), refusal(404, 'NotFound'), refusal(409, 'Conflict')],
    ...[refusal(422, 'Invalid'), refusal(500, 'InternalError'), new TypeError('a defect')],
    ...[413, 415, 500, 302].map(statusCode => Object.assign(new Error('of Fastify'), { statusCode })),
  ]
  t.strictSame(errors.map(statusCodeOf), [403, 503, 404, 404, 503, 503, 500, 400, 400, 500, 500])
})
