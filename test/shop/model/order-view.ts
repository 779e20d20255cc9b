import t from 'tap'
import { isPayable } from '../../../hooks/shop/model/order-view.ts'

t.strictSame(
  [
    isPayable({ state: 'held', due: '29.90' }),
    isPayable({ state: 'underpaid', due: '9.90' }),
    isPayable({ state: 'held' }),
    isPayable({ state: 'expired', due: '29.90' }),
  ],
  [true, true, false, false],
  'money is asked for only while tickets are held and something is due',
)
