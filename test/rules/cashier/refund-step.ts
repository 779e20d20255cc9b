import t, { type Test } from 'tap'
import type { RefundFacts } from '../../../hooks/rules/cashier/left-to-refund.ts'
import { dueAmounts, type RefundStep, refundStep } from '../../../hooks/rules/cashier/refund-step.ts'
import type { Sale } from '../../../hooks/rules/cashier/sale.ts'
import { fc } from '../../fixtures/properties.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import {
  aCancelledSale,
  aNamedEntry,
  anotherRefund,
  aRefundedEntry,
  aRefundFact,
  aSale,
  now,
} from '../../fixtures/rules/cashier.ts'

const send: RefundStep = { do: 'send' }
const fail = (reason: string, message: string): RefundStep => ({ do: 'fail', why: { reason, message } })
const wait = (reason: string, message: string): RefundStep => ({ do: 'wait', why: { reason, message } })
const other = wait('OtherRefund', 'Another refund of the order is on its way')
const undecided = wait('Undecided', 'Waiting for the box office to decide what the money buys')
const disputed = wait('Disputed', 'The buyer disputes a payment of the order')

type Row = [
  why: string,
  refund: Partial<RefundFacts>,
  sale: Sale | undefined,
  others: RefundFacts[],
  expected: RefundStep,
]

function check(t: Test, rows: Row[]): void {
  for (const [why, refund, sale, others, expected] of rows) {
    t.strictSame(refundStep(aRefundFact(refund), { sale, others }), expected, why)
  }
}

const sold = aSale({ reservation: aReservation({ decision: 'Sold' }), entries: [aNamedEntry()] })

t.test('people may send back what a payment has left', async t => {
  const dispute = aNamedEntry({ name: 'd', transactionId: 'D1', state: 'Reversed', gross: '-29.90' })
  const partly = { ...sold, entries: [...sold.entries, aRefundedEntry({ gross: '-10.00' })] }
  check(t, [
    ['all of it', {}, sold, [], send],
    ['the rest', { amount: 1990n }, partly, [], send],
    [
      'more than the rest',
      { amount: 1991n },
      partly,
      [],
      fail('MoreThanPaid', 'Only 19.90 EUR of the payment is left'),
    ],
    [
      'more than nothing',
      {},
      { ...sold, entries: [...sold.entries, aRefundedEntry({ gross: '-30.00' })] },
      [],
      fail('MoreThanPaid', 'Only 0.00 EUR of the payment is left'),
    ],
    ['the order is gone', {}, undefined, [], fail('OrderGone', 'The order does not exist any more')],
    [
      'no such payment',
      { paymentRef: 'pay-2' },
      sold,
      [],
      fail('PaymentNotFound', 'The order has no payment "pay-2" with the state Completed'),
    ],
    [
      'an announced payment',
      {},
      aSale({ entries: [aNamedEntry({ state: 'Pending' })] }),
      [],
      fail('PaymentNotFound', 'The order has no payment "pay-1" with the state Completed'),
    ],
    [
      'cash',
      {},
      aSale({ entries: [aNamedEntry({ provider: 'MANUAL' })] }),
      [],
      fail('NotConfigured', 'The cashier cannot send money back by MANUAL'),
    ],
    ['another currency', { currency: 'USD' }, sold, [], fail('CurrencyDiffers', 'The payment has the currency EUR')],
    ['while a dispute is open', {}, { ...sold, entries: [...sold.entries, dispute] }, [], disputed],
  ])
})

t.test('a refund waits for those before it', async t => {
  const later = { createdAt: now + 1 }
  check(t, [
    ['a refund that was sent', {}, sold, [anotherRefund({ state: 'Sent' })], other],
    ['… also for one that was sent itself', { state: 'Sent' }, sold, [anotherRefund({ state: 'Sent' })], other],
    ['a refund whose payment the list lacks', {}, sold, [anotherRefund({ state: 'Succeeded' })], other],
    ['an earlier refund', later, sold, [anotherRefund()], other],
    ['a refund of the same second before it', { name: 'pay-1-3' }, sold, [anotherRefund()], other],
    ['a refund of the same second behind it', {}, sold, [anotherRefund()], send],
    ['a later refund', {}, sold, [anotherRefund({ ...later, name: 'pay-1-0' })], send],
    ['a refund that was not sent, once it is sent itself', { state: 'Sent', ...later }, sold, [anotherRefund()], send],
    ['a refund that failed', {}, sold, [anotherRefund({ state: 'Failed' })], send],
    ['a refund of another payment', {}, sold, [anotherRefund({ state: 'Sent', paymentRef: 'pay-2' })], send],
    ['another that leaves enough', { amount: 1000n }, sold, [anotherRefund({ state: 'Sent', amount: 1990n })], send],
  ])
})

t.test('a refund of due money is sent only while the order owes it', async t => {
  const onlyIfDue = { onlyIfDue: true }
  const twice = [aNamedEntry(), aNamedEntry({ name: 'pay-2', transactionId: 'T2' })]
  const overpaid = aSale({ ...sold, entries: twice, refundReport: 'due' })
  const sentElsewhere = anotherRefund({ state: 'Sent', paymentRef: 'pay-2', name: 'pay-2-1' })
  check(t, [
    ['cancelled', onlyIfDue, aCancelledSale(), [], send],
    [
      'nothing is due',
      onlyIfDue,
      sold,
      [],
      fail('NotDue', 'The order owes the buyer only 0.00 EUR, less than this refund'),
    ],
    ['paid twice', onlyIfDue, overpaid, [], send],
    ['paid twice, and the other is on its way', onlyIfDue, overpaid, [sentElsewhere], other],
    ['cancelled, and no hook has reported it', onlyIfDue, aCancelledSale({ refundReport: 'unknown' }), [], undecided],
    ['cancelled, and the report is old', onlyIfDue, aCancelledSale({ refundReport: 'nothing' }), [], undecided],
    ['without a reservation', onlyIfDue, aSale({ reservation: undefined, entries: twice }), [], undecided],
  ])
})

t.test('the amounts that an order owes', async t => {
  t.strictSame(dueAmounts(sold), new Map())
  t.strictSame(dueAmounts(aCancelledSale()), new Map([['EUR', 2990n]]))
  const dollars = aNamedEntry({ currency: 'USD', gross: '5.00' })
  t.strictSame(dueAmounts(aSale({ entries: [dollars] })), new Map([['USD', 500n]]), 'another currency')
  const waiting = aReservation({ decision: 'Waitlisted' })
  t.strictSame(dueAmounts(aSale({ reservation: waiting, entries: [aNamedEntry()] })), new Map([['EUR', 2990n]]))
  const late = aReservation({ decision: 'Released', reason: 'Expired' })
  t.equal(dueAmounts(aSale({ reservation: late, entries: [aNamedEntry()] })), undefined, 'late money is undecided')
  t.equal(dueAmounts(aSale({ reservation: undefined })), undefined, 'without a reservation nothing is certain')
})

t.test('refunds that are sent at once never take more than a payment has', async () => {
  const amount = fc.bigInt({ min: 1n, max: 2990n })
  fc.assert(
    fc.property(amount, amount, fc.boolean(), (one, two, onlyIfDue) => {
      const refunds = [one, two].map((amount, at) =>
        aRefundFact({ name: `pay-1-${at + 1}`, amount, state: 'Sent', onlyIfDue }),
      )
      const sent = refunds.filter(refund => {
        const others = refunds.filter(({ name }) => name !== refund.name)
        return refundStep(refund, { sale: aCancelledSale(), others }).do === 'send'
      })
      return sent.reduce((sum, { amount }) => sum + amount, 0n) <= 2990n
    }),
  )
})
