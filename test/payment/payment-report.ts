import t from 'tap'
import { isIgnored } from '../../hooks/payment/payment-report.ts'

t.strictSame([{ ignored: 'why' }, { state: 'Completed' }].map(isIgnored), [true, false], 'why says that it is ignored')
