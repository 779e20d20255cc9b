import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { countedEntries, type Entry, isEarly, ledgerOf, withoutFailedRefunds } from '../../hooks/rules/ledger.ts'
import { fc } from '../fixtures/properties.ts'
import { frozen } from '../fixtures/requests.ts'
import { aLedger, anEntry, anyEntry } from '../fixtures/rules/money.ts'

t.test('does not change its arguments', async t => {
  const entries = frozen([anEntry({ transactionId: 'T2', currency: 'USD' }), anEntry({ state: 'Pending' }), anEntry()])
  const before = structuredClone(entries)
  ledgerOf(entries, 'EUR')
  t.strictSame(entries, before)
})

t.strictSame(ledgerOf([], 'EUR'), aLedger(), 'nothing comes to nothing')

t.test('the paid amount is the received amount less the refunds', async t => {
  const refund = anEntry({ transactionId: 'T2', state: 'Refunded', gross: '-10.00' })
  t.strictSame(ledgerOf([anEntry()], 'EUR'), aLedger({ paid: 2990n, received: 2990n }), 'one payment')
  t.strictSame(
    ledgerOf([anEntry(), anEntry({ transactionId: 'T2', gross: '0.10' })], 'EUR'),
    aLedger({ paid: 3000n, received: 3000n }),
    'two payments',
  )
  t.strictSame(
    ledgerOf([anEntry(), refund], 'EUR'),
    aLedger({ paid: 1990n, received: 2990n, refunded: true }),
    'a payment and a refund',
  )
  t.strictSame(
    ledgerOf([refund], 'EUR'),
    aLedger({ paid: -1000n, refunded: true }),
    'a refund whose payment is not seen yet',
  )
})

t.test('a refund that failed took nothing, in whatever order the reports come', async t => {
  const refund = anEntry({ transactionId: 'T2', state: 'Refunded', gross: '-10.00' })
  const failed = anEntry({ transactionId: 'T2', state: 'RefundFailed', gross: '10.00' })
  const all = aLedger({ paid: 2990n, received: 2990n })
  const table: [why: string, entries: Entry[], expected: ReturnType<typeof aLedger>][] = [
    ['it succeeded before', [anEntry(), refund, failed], all],
    ['its success is reported later', [failed, refund, anEntry()], all],
    ['it never succeeded', [anEntry(), failed], all],
    [
      'another one stands',
      [anEntry(), failed, anEntry({ ...refund, transactionId: 'T3' })],
      aLedger({ paid: 1990n, received: 2990n, refunded: true }),
    ],
    [
      'that of another gateway stands',
      [anEntry(), refund, anEntry({ ...failed, provider: 'STRIPE' })],
      aLedger({ paid: 1990n, received: 2990n, refunded: true }),
    ],
  ]
  for (const [why, entries, expected] of table) t.strictSame(ledgerOf(entries, 'EUR'), expected, why)
  t.strictSame(withoutFailedRefunds([anEntry(), refund, failed]), [anEntry(), failed])
})

t.test('announced money is not received yet', async t => {
  const pending = anEntry({ state: 'Pending' })
  const done = { paid: 2990n, received: 2990n }
  const table: [why: string, entries: Entry[], expected: ReturnType<typeof aLedger>][] = [
    ['it is open', [pending], aLedger({ pending: 2990n })],
    ['it is through', [pending, anEntry()], aLedger(done)],
    ['it is denied', [pending, anEntry({ state: 'Denied' })], aLedger()],
    ['another one is through', [pending, anEntry({ transactionId: 'T2' })], aLedger({ ...done, pending: 2990n })],
    [
      'a transaction of that id with another gateway is through',
      [pending, anEntry({ provider: 'STRIPE' })],
      aLedger({ ...done, pending: 2990n }),
    ],
    [
      'it is through in another currency',
      [pending, anEntry({ currency: 'USD' })],
      aLedger({ foreign: new Map([['USD', 2990n]]) }),
    ],
  ]
  for (const [why, entries, expected] of table) t.strictSame(ledgerOf(entries, 'EUR'), expected, why)
})

t.test('a dispute is open until every reversal is canceled, and moves no money', async t => {
  const reversed = anEntry({ state: 'Reversed', gross: '-29.90' })
  const canceled = anEntry({ state: 'ReversalCanceled' })
  const paid = { paid: 2990n, received: 2990n }
  const open = { ...paid, dispute: 'open', disputed: new Map([['EUR', 2990n]]) } as const
  t.strictSame(ledgerOf([anEntry(), reversed], 'EUR'), aLedger(open), 'open')
  t.strictSame(ledgerOf([anEntry(), reversed, canceled], 'EUR'), aLedger({ ...paid, dispute: 'settled' }), 'settled')
  t.strictSame(
    ledgerOf([anEntry(), reversed, canceled, anEntry({ ...reversed, transactionId: 'T2' })], 'EUR'),
    aLedger(open),
    'opened again',
  )
  t.strictSame(ledgerOf([anEntry(), canceled], 'EUR'), aLedger(paid), 'an end without a beginning is no dispute')
})

t.test('a settled dispute takes no money', async t => {
  const dispute = (state: 'Reversed' | 'ReversalCanceled', gross: string) =>
    anEntry({ transactionId: 'D1', state, gross })
  const entries = [anEntry(), dispute('Reversed', '-29.90'), dispute('ReversalCanceled', '20.00')]
  const { dispute: stands, disputed } = ledgerOf(entries, 'EUR')
  t.strictSame([stands, [...disputed]], ['settled', []])
})

t.test('open disputes have an amount in each currency, less the canceled reversals', async t => {
  const reversed = (transactionId: string, gross: string, currency = 'EUR') =>
    anEntry({ transactionId, state: 'Reversed', gross, currency })
  const canceled = anEntry({ transactionId: 'D1', state: 'ReversalCanceled', gross: '10.00' })
  const disputed = (...entries: Entry[]) => [...ledgerOf(entries, 'EUR').disputed]
  const two = [reversed('D1', '-10.00'), reversed('D2', '-5.00', 'USD')]
  t.strictSame(disputed(...two), [
    ['EUR', 1000n],
    ['USD', 500n],
  ])
  t.strictSame(disputed(...two, canceled), [['USD', 500n]])
  t.strictSame(disputed(reversed('D1', '-10.00'), reversed('D2', '-29.90'), canceled), [['EUR', 2990n]])
})

t.test('other currencies are listed apart, in the order of their codes', async t => {
  const entries = [
    anEntry({ currency: 'USD' }),
    anEntry({ currency: 'JPY', gross: '3000' }),
    anEntry({ currency: 'USD', state: 'Refunded', gross: '-10.00' }),
    anEntry({ currency: 'CHF', state: 'Pending' }),
    anEntry(),
  ]
  const ledger = ledgerOf(entries, 'EUR')
  t.strictSame(
    [...ledger.foreign],
    [
      ['CHF', 0n],
      ['JPY', 3000n],
      ['USD', 1990n],
    ],
  )
  t.strictSame(ledger, aLedger({ paid: 2990n, received: 2990n, foreign: ledger.foreign }))
})

t.test('without a known currency, all money is foreign', async t => {
  t.strictSame(ledgerOf([anEntry()], undefined), aLedger({ foreign: new Map([['EUR', 2990n]]) }))
})

t.test('an unreadable amount is a defect, and the error names the payment', async t => {
  for (const state of ['Completed', 'Refunded', 'Pending'] as const) {
    t.throws(
      () => ledgerOf([anEntry({ state, gross: '29.905' })], 'EUR'),
      new RangeError('Cannot count the payment of "29.905" EUR: it must be an amount'),
    )
  }
})

t.test('the order of the reports does not matter', async () => {
  const shuffled = fc
    .array(anyEntry, { maxLength: 12 })
    .chain(entries => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })))
  // Maps are compared as lists: their order is part of the answer.
  const listed = (entries: readonly Entry[]) => {
    const ledger = ledgerOf(entries, 'EUR')
    return { ...ledger, foreign: [...ledger.foreign], disputed: [...ledger.disputed] }
  }
  fc.assert(fc.property(shuffled, ([entries, others]) => isDeepStrictEqual(listed(others), listed(entries))))
})

t.test('the ledger has the sum of each currency, for any requested currency', async () => {
  const currencies = fc.constantFrom('EUR', 'USD', 'KWD', undefined)
  const isBack = (entries: readonly Entry[], one: Entry) =>
    entries.some(({ provider, transactionId, state }) => {
      return state === 'RefundFailed' && provider === one.provider && transactionId === one.transactionId
    })
  const added = (entries: readonly Entry[], code: string) =>
    entries
      .filter(one => one.currency === code)
      .filter(one => one.state === 'Completed' || (one.state === 'Refunded' && !isBack(entries, one)))
      .reduce((sum, { gross }) => sum + Math.round(Number(gross) * (code === 'KWD' ? 1000 : 100)), 0)
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), currencies, (entries, currency) => {
      const ledger = ledgerOf(entries, currency)
      return ['EUR', 'USD', 'KWD'].every(code => {
        const paid = code === currency ? ledger.paid : (ledger.foreign.get(code) ?? 0n)
        return paid === BigInt(added(entries, code))
      })
    }),
  )
})

const placed = Date.parse('2026-11-20T08:00:00Z')
const early = '2026-11-20T07:54:59Z'
const late = '2026-11-20T07:55:00Z'

t.test('a payment counts unless it is from more than 5 minutes before the order was placed', async t => {
  const said = [undefined, early, late, '2026-11-20T09:00:00+01:00', 'no time']
  t.strictSame(
    said.map(occurredAt => isEarly({ occurredAt }, placed)),
    [false, true, false, false, false],
  )
  const entries = frozen([anEntry(), anEntry({ transactionId: 'T2', occurredAt: late })])
  t.equal(countedEntries(entries, placed), entries)
})

t.test('all reports on an early payment are left out, and so is its refund', async t => {
  const payment = anEntry({ occurredAt: early })
  const refund = anEntry({ transactionId: 'R1', parentTransactionId: 'T1', state: 'Refunded', gross: '-29.90' })
  const other = anEntry({ transactionId: 'T2', occurredAt: late })
  const entries = frozen([anEntry({ state: 'Pending' }), payment, refund, other])
  t.strictSame(countedEntries(entries, placed), [other])
  t.equal(ledgerOf(countedEntries(entries, placed), 'EUR').paid, 2990n)
})

t.test('a transaction with the same id at another gateway counts', async t => {
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

t.test('an early refund belongs to an earlier payment', async t => {
  const refund = anEntry({ transactionId: 'R1', state: 'Refunded', gross: '-29.90', occurredAt: early })
  t.strictSame(countedEntries([refund], placed), [])
})
