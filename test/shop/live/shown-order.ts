import t from 'tap'
import { isNewer, isPaying, type ShownOrder } from '../../../hooks/shop/live/shown-order.ts'
import { noAttempts } from '../../../hooks/shop/paying/attempts.ts'
import { aCheckout, anOrder } from '../../fixtures/objects.ts'
import { atVersion } from '../../fixtures/shop/objects.ts'

const shown: ShownOrder = { order: atVersion(anOrder(), 10), tickets: [], attempts: noAttempts }

t.strictSame(
  [9, 10, 11].map(version => isNewer(atVersion(anOrder(), version), shown)),
  [false, false, true],
  'versions are numbers',
)
t.strictSame(
  [isNewer(anOrder(), undefined), isNewer(anOrder(), shown)],
  [true, false],
  'everything is newer than nothing, and an order without a version than nothing else',
)

const paying = (...states: ('Open' | 'Failed')[]): ShownOrder => ({
  ...shown,
  attempts: { next: 3, recent: states.map(state => aCheckout({ status: { state } })) },
})
t.strictSame(
  [undefined, shown, paying('Failed'), paying('Failed', 'Open')].map(isPaying),
  [false, false, false, true],
  'a payment is under way until every attempt has ended',
)
