import t from 'tap'
import { newCheckout } from '../../../hooks/schema/money/checkout.ts'
import { newRefund } from '../../../hooks/schema/money/refund.ts'
import { cashierReasons } from '../../../hooks/schema/reasons/cashier-reasons.ts'

t.strictSame(
  cashierReasons.map(({ where }) => where),
  ['Checkout', 'Refund'].map(kind => `${kind}: \`status.reason\``),
)
t.strictSame(
  cashierReasons.map(({ reasons }) => reasons[0]?.reason),
  [newCheckout.reason, newRefund.reason],
  'the reason of a new object comes first',
)
