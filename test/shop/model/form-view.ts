import t from 'tap'
import { emptyForm } from '../../../hooks/shop/model/form-view.ts'

t.strictSame(
  [emptyForm('token'), emptyForm('token', 'early')],
  [
    { token: 'token', values: {}, faults: [] },
    { token: 'token', values: { plan: 'early' }, faults: [] },
  ],
  'a new form is empty, but for the plan of the link that led to it',
)
