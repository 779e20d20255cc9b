import t from 'tap'
import { isPayable } from '../../../hooks/shop/model/order-view.ts'

const now = 1000
t.strictSame(
  [
    isPayable({ state: 'held', due: '29.90' }, now),
    isPayable({ state: 'underpaid', due: '9.90', expiresAt: now + 1 }, now),
    isPayable({ state: 'held' }, now),
    isPayable({ state: 'held', due: '29.90', expiresAt: now }, now),
    isPayable({ state: 'expired', due: '29.90' }, now),
  ],
  [true, true, false, false, false],
  'money is asked for only while tickets are held and something is due',
)
