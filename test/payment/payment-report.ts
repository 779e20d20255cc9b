import t from 'tap'
import { isIgnored } from '../../hooks/payment/payment-report.ts'

t.strictSame(
  [{ ignored: 'why' }, { state: 'Completed' }].map(isIgnored),
  [true, false],
  'a message with a reason is ignored',
)
