import t from 'tap'
import { countedEntries, isEarly } from '../../hooks/rules/counted-entries.ts'
import { ledgerOf } from '../../hooks/rules/ledger.ts'
import { frozen } from '../fixtures/requests.ts'
import { anEntry } from '../fixtures/rules/money.ts'

const placed = Date.parse('2026-11-20T08:00:00Z')
const early = '2026-11-20T07:54:59Z'
const late = '2026-11-20T07:55:00Z'

t.test(
  'a payment counts unless the gateway says that it was made more than 5 minutes before the order was placed',
  async t => {
    const said = [undefined, early, late, '2026-11-20T09:00:00+01:00', 'no time']
    t.strictSame(
      said.map(occurredAt => isEarly({ occurredAt }, placed)),
      [false, true, false, false, false],
    )
    const entries = frozen([anEntry(), anEntry({ transactionId: 'T2', occurredAt: late })])
    t.equal(countedEntries(entries, placed), entries)
  },
)

t.test('all that is said of an early payment is left out, and what takes it back', async t => {
  const payment = anEntry({ occurredAt: early })
  const refund = anEntry({ transactionId: 'R1', parentTransactionId: 'T1', state: 'Refunded', gross: '-29.90' })
  const other = anEntry({ transactionId: 'T2', occurredAt: late })
  const entries = frozen([anEntry({ state: 'Pending' }), payment, refund, other])
  t.strictSame(countedEntries(entries, placed), [other])
  t.equal(ledgerOf(countedEntries(entries, placed), 'EUR').paid, 2990n)
})

t.test('a transaction of that id with another gateway counts', async t => {
  const other = anEntry({ provider: 'STRIPE' })
  const refund = anEntry({
    provider: 'STRIPE',
    transactionId: 'R1',
    parentTransactionId: 'T1',
    state: 'Refunded',
    gross: '-1.00',
  })
  t.strictSame(countedEntries([anEntry({ occurredAt: early }), other, refund], placed), [other, refund])
})

t.test('an early refund is of a payment before', async t => {
  const refund = anEntry({ transactionId: 'R1', state: 'Refunded', gross: '-29.90', occurredAt: early })
  t.strictSame(countedEntries([refund], placed), [])
})
