import t from 'tap'
import { isOrderable, isZeroAmount, type OfferState } from '../../../hooks/shop/model/views.ts'

t.strictSame(
  (['onSale', 'soldOut', 'notYet', 'over', 'closed'] satisfies OfferState[]).map(state => isOrderable({ state })),
  [true, true, false, false, false],
  'an order may be placed for a plan on sale, and for one that is sold out, whose waitlist it joins',
)
t.strictSame(
  ['0.00', '0', '0.000', '0.01', '10.00'].map(isZeroAmount),
  [true, true, true, false, false],
  'an amount of nothing has no other digit than 0',
)
