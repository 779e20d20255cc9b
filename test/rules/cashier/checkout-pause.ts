import t from 'tap'
import { checkoutPauseMs } from '../../../hooks/rules/cashier/checkout-pause.ts'
import type { AttemptFacts } from '../../../hooks/rules/cashier/checkout-step.ts'

t.test('a pause depends on what the checkout waits for', async t => {
  const seconds = (declines: number, state?: AttemptFacts['state']) =>
    checkoutPauseMs({ declines }, state && { state }) / 1000
  t.strictSame([seconds(0), seconds(0, 'open'), seconds(0, 'pending')], [2, 30, 900])
  t.strictSame(
    [1, 2, 3, 4, 5, 6].map(declines => seconds(declines, 'approved')),
    [60, 120, 240, 480, 960, 960],
  )
})
