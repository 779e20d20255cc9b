import t from 'tap'
import { isPassing } from '../../../hooks/shop/model/page-views.ts'

t.strictSame(
  ([400, 403, 404, 429, 503] as const).map(status => isPassing({ status })),
  [false, false, false, true, true],
  'an overload and an outage pass by themselves',
)
