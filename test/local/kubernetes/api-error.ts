import t from 'tap'
import { apiErrorOf, isAlreadyExists, isConflict, isNotFound } from '../../../local/kubernetes/api-error.ts'

t.test('a Status object gives message and reason', async t => {
  const error = apiErrorOf(409, '{"kind":"Status","message":"it changed","reason":"Conflict","code":409}')
  t.match(error, { name: 'ApiError', message: 'it changed', code: 409, reason: 'Conflict' })
  t.match(apiErrorOf(500, '{"other":1}'), { message: '{"other":1}', code: 500, reason: '' })
})

t.test('a text body is the message; without one, the code is', async t => {
  t.match(apiErrorOf(502, 'bad gateway\n'), { message: 'bad gateway', code: 502, reason: '' })
  t.match(apiErrorOf(502, ''), { message: 'HTTP 502', code: 502 })
})

t.test('a conflict and an existing name have one code and are distinguished', async t => {
  const errors = [
    apiErrorOf(409, '{"message":"","reason":"Conflict"}'),
    apiErrorOf(409, '{"message":"","reason":"AlreadyExists"}'),
    apiErrorOf(404, ''),
    new Error('none of the API server'),
  ]
  t.strictSame(errors.map(isConflict), [true, false, false, false])
  t.strictSame(errors.map(isAlreadyExists), [false, true, false, false])
  t.strictSame(errors.map(isNotFound), [false, false, true, false])
})
