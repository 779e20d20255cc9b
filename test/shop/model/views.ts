import t from 'tap'
import { isOrderable, type OfferState } from '../../../hooks/shop/model/views.ts'

t.strictSame(
  (['onSale', 'soldOut', 'notYet', 'over', 'closed'] satisfies OfferState[]).map(state => isOrderable({ state })),
  [true, true, false, false, false],
  'an order may be placed for a plan on sale, and for one that is sold out, whose waitlist it joins',
)
