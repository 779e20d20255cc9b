import t from 'tap'
import { Refusal } from '../../hooks/payment/refusal.ts'

t.test('why a callback is refused says how it is answered', async t => {
  const outcomes = ['malformed', 'not-genuine', 'unknown-order', 'foreign', 'too-many', 'unavailable'] as const
  t.strictSame(
    outcomes.map(outcome => new Refusal(outcome, 'a sentence').status),
    [400, 401, 404, 422, 429, 503],
  )
  const { name, message, cause } = new Refusal('unavailable', 'a sentence', { cause: 'why' })
  t.strictSame({ name, message, cause }, { name: 'Refusal', message: 'a sentence', cause: 'why' })
})
