import t from 'tap'
import { fetchCause, Refusal } from '../../hooks/payment/refusal.ts'

t.test('the outcome of a refusal decides the status of the answer', async t => {
  const outcomes = ['malformed', 'not-genuine', 'unknown-order', 'foreign', 'too-many', 'unavailable'] as const
  t.strictSame(
    outcomes.map(outcome => new Refusal(outcome, 'a sentence').status),
    [400, 401, 404, 422, 429, 503],
  )
  const { name, message, cause } = new Refusal('unavailable', 'a sentence', { cause: 'why' })
  t.strictSame({ name, message, cause }, { name: 'Refusal', message: 'a sentence', cause: 'why' })
})

t.test('the cause of a failed fetch is the reason inside it', async t => {
  const reason = new Error('connect ECONNREFUSED')
  t.equal(fetchCause(new TypeError('fetch failed', { cause: reason })), reason)
  const others = [new TypeError('Invalid URL'), new Error('aborted', { cause: reason })]
  t.strictSame(others.map(fetchCause), others, 'any other error is a reason itself')
})
