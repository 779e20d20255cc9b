import t from 'tap'
import { emptyForm } from '../../../hooks/shop/model/form-view.ts'

t.strictSame(
  [
    emptyForm('token'),
    emptyForm('token', { plan: 'early', quantity: '2', coupon: 'friend', email: 'ada@example.com' }),
    emptyForm('token', { plan: ['early', 'late'], quantity: '2'.repeat(254) }),
  ],
  [
    { token: 'token', values: {}, faults: [] },
    { token: 'token', values: { plan: 'early', quantity: '2', coupon: 'friend' }, faults: [] },
    { token: 'token', values: {}, faults: [] },
  ],
  'a new form is empty, but for the plan, quantity and coupon of the link that led to it',
)
