import t from 'tap'
import { Refusal } from '../../hooks/payment/refusal.ts'

t.test('why a callback is refused says how it is answered', async t => {
  const outcomes = ['malformed', 'foreign', 'unknown-order', 'unavailable'] as const
  t.strictSame(
    outcomes.map(outcome => new Refusal(outcome, 'a sentence').status),
    [400, 422, 404, 503],
  )
  const { name, message, cause } = new Refusal('unavailable', 'a sentence', { cause: 'why' })
  t.strictSame({ name, message, cause }, { name: 'Refusal', message: 'a sentence', cause: 'why' })
})
