import t from 'tap'
import { writeStripeAmount } from '../../../hooks/gateway/stripe/amount.ts'

t.strictSame(
  [
    ['29.90', 'EUR'],
    ['29.9', 'EUR'],
    ['50', 'JPY'],
    ['5', 'ISK'],
    ['5.00', 'MGA'],
    ['1.250', 'KWD'],
  ].map(([amount = '', currency = '']) => writeStripeAmount(amount, currency)),
  [2990, 2990, 50, 500, 5, 1250],
  'an amount is a whole number of the smallest unit of Stripe',
)

for (const [amount, currency] of [
  ['29.905', 'EUR'],
  ['5.50', 'MGA'],
  ['0.5', 'JPY'],
  ['much', 'EUR'],
] as const) {
  t.throws(
    () => writeStripeAmount(amount, currency),
    {
      kind: 'refused',
      code: 'amount',
      message: `Cannot send the amount "${amount}": it must be a whole number of the smallest unit of ${currency}`,
    },
    `${amount} ${currency} is refused`,
  )
}
