import t from 'tap'
import { dueTransactions } from '../../../hooks/rules/cashier/due-transactions.ts'
import { type RefundFacts, sumOfRefunds } from '../../../hooks/rules/cashier/left-to-refund.ts'
import { dueAmounts } from '../../../hooks/rules/cashier/refund-step.ts'
import type { NamedEntry, Sale } from '../../../hooks/rules/cashier/sale.ts'
import { fc } from '../../fixtures/properties.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aCancelledSale, aNamedEntry, anotherRefund, aRefundedEntry, aSale } from '../../fixtures/rules/cashier.ts'

/** The parts by the name of their payment. */
function parts(sale: Sale, refunds: RefundFacts[] = []): [payment: string, amount: bigint][] {
  return dueTransactions(sale, refunds).map(({ payment, amount }) => [payment.name, amount])
}

const second = aNamedEntry({ name: 'pay-2', transactionId: 'T2', occurredAt: '2026-11-20T07:00:00Z' })
const aDispute = (given: Partial<NamedEntry> = {}) =>
  aNamedEntry({
    name: 'dispute',
    transactionId: 'D1',
    state: 'Reversed',
    parentTransactionId: 'T1',
    gross: '-29.90',
    ...given,
  })

t.test('the money of a cancelled order goes back to its transaction, whoever recorded it', async t => {
  const [part] = dueTransactions(aCancelledSale(), [])
  t.strictSame(part, { payment: aNamedEntry(), amount: 2990n })
  const transfer = aNamedEntry({ provider: 'MANUAL' })
  t.strictSame(parts(aCancelledSale({ entries: [transfer] })), [['pay-1', 2990n]])
})

t.test('nothing is due without the report of the order, a decision and money', async t => {
  const table: [why: string, sale: Sale][] = [
    ['the report is unknown', aCancelledSale({ refundReport: 'unknown' })],
    ['the report is another', aCancelledSale({ refundReport: 'nothing' })],
    ['it is undecided', aSale({ refundReport: 'due', reservation: undefined, entries: [second] })],
    ['the money is only announced', aCancelledSale({ entries: [aNamedEntry({ state: 'Pending' })] })],
    ['the money is back', aCancelledSale({ entries: [aNamedEntry(), aRefundedEntry()] })],
  ]
  for (const [why, sale] of table) t.strictSame(parts(sale), [], why)
})

t.test('the newest transaction gets its money first, and no more than it paid', async t => {
  const entries = [aNamedEntry({ occurredAt: '2026-11-20T06:00:00Z' }), second]
  const paidTwice = aSale({ refundReport: 'due', reservation: aReservation({ decision: 'Sold' }), entries })
  t.strictSame(parts(paidTwice), [['pay-2', 2990n]])
  t.strictSame(parts(aCancelledSale({ entries })), [
    ['pay-2', 2990n],
    ['pay-1', 2990n],
  ])
  const back = aRefundedEntry({ parentTransactionId: 'T2', gross: '-20.00' })
  t.strictSame(parts(aCancelledSale({ entries: [...entries, back] })), [
    ['pay-2', 990n],
    ['pay-1', 2990n],
  ])
  const small = aSale({ ...paidTwice, price: 49.8 })
  t.strictSame(parts(small), [['pay-2', 1000n]], 'a part of it')
})

t.test('refunds that are requested or on their way take their part first', async t => {
  const table: [why: string, refunds: RefundFacts[], left: [string, bigint][]][] = [
    ['one waits', [anotherRefund({ amount: 1000n })], [['pay-1', 1990n]]],
    ['one is on its way', [anotherRefund({ amount: 1000n, state: 'Sent' })], [['pay-1', 1990n]]],
    ['one failed', [anotherRefund({ amount: 1000n, state: 'Failed' })], [['pay-1', 2990n]]],
    ['one takes all', [anotherRefund()], []],
    ['one asks for another payment', [anotherRefund({ amount: 1000n, paymentRef: 'pay-9' })], [['pay-1', 1990n]]],
    ['one has another currency', [anotherRefund({ amount: 1000n, currency: 'USD' })], [['pay-1', 2990n]]],
  ]
  for (const [why, refunds, left] of table) t.strictSame(parts(aCancelledSale(), refunds), left, why)
  const both = aCancelledSale({ entries: [aNamedEntry({ occurredAt: '2026-11-20T06:00:00Z' }), second] })
  t.strictSame(parts(both, [anotherRefund({ paymentRef: 'pay-2', amount: 2000n })]), [
    ['pay-2', 990n],
    ['pay-1', 2990n],
  ])
})

t.test('a disputed transaction gets nothing: the gateway has returned its money', async t => {
  const entries = [aNamedEntry({ occurredAt: '2026-11-20T07:30:00Z' }), second]
  const disputed = (...more: NamedEntry[]) => parts(aCancelledSale({ entries: [...entries, ...more] }))
  t.strictSame(disputed(aDispute()), [['pay-2', 2990n]])
  const all = [
    ['pay-1', 2990n],
    ['pay-2', 2990n],
  ] as [string, bigint][]
  const settled = aDispute({ name: 'won', state: 'ReversalCanceled', gross: '29.90' })
  t.strictSame(disputed(aDispute(), settled), all, 'it was won')
  const part = aDispute({ gross: '-10.00' })
  t.strictSame(disputed(part), [
    ['pay-1', 1990n],
    ['pay-2', 2990n],
  ])
  const unknown = aDispute({ parentTransactionId: undefined })
  t.strictSame(disputed(unknown), [['pay-1', 2990n]], 'nobody knows of which payment')
  const dollars = aDispute({ currency: 'USD' })
  t.strictSame(disputed(dollars), all, 'another currency')
  t.strictSame(disputed(aDispute({ provider: 'STRIPE' })), [['pay-1', 2990n]], 'another gateway')
})

t.test('money goes back in its own currency', async t => {
  const dollars = aNamedEntry({ name: 'usd', transactionId: 'U1', currency: 'USD', gross: '5.00' })
  t.strictSame(parts(aCancelledSale({ entries: [dollars, aNamedEntry()] })), [
    ['pay-1', 2990n],
    ['usd', 500n],
  ])
})

t.test('the parts and the open refunds add up to the money that is due', async () => {
  const cents = fc.integer({ min: 1, max: 5000 })
  const payments = fc.array(fc.record({ paid: cents, back: cents, open: fc.option(cents) }), { maxLength: 4 })
  fc.assert(
    fc.property(payments, payments => {
      const decimal = (amount: number) => (amount / 100).toFixed(2)
      const entries = payments.flatMap(({ paid, back }, at) => [
        aNamedEntry({ name: `pay-${at}`, transactionId: `T${at}`, gross: decimal(paid) }),
        aRefundedEntry({
          name: `back-${at}`,
          transactionId: `R${at}`,
          parentTransactionId: `T${at}`,
          gross: decimal(-Math.min(paid, back)),
        }),
      ])
      const refunds = payments.flatMap(({ paid, back, open }, at) =>
        open !== null && open <= paid - back
          ? [anotherRefund({ name: `pay-${at}-1`, paymentRef: `pay-${at}`, amount: BigInt(open) })]
          : [],
      )
      const sale = aCancelledSale({ entries })
      const sum = dueTransactions(sale, refunds).reduce((sum, { amount }) => sum + amount, 0n)
      return sum + sumOfRefunds(refunds, 'EUR') === (dueAmounts(sale)?.get('EUR') ?? 0n)
    }),
  )
})
