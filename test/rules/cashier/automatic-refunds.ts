import t from 'tap'
import { automaticRefunds } from '../../../hooks/rules/cashier/automatic-refunds.ts'
import { type RefundFacts, sumOfRefunds } from '../../../hooks/rules/cashier/left-to-refund.ts'
import type { Sale } from '../../../hooks/rules/cashier/sale.ts'
import { fc } from '../../fixtures/properties.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aCancelledSale, aNamedEntry, anotherRefund, aRefundedEntry, aSale, now } from '../../fixtures/rules/cashier.ts'

const policy = { isAutomatic: true, cancelUntil: undefined }
const whole = { payment: 'pay-1', number: 1, amount: 2990n, currency: 'EUR' }
const second = aNamedEntry({ name: 'pay-2', transactionId: 'T2', occurredAt: '2026-11-20T07:00:00Z' })

t.test('a cancelled order gets its money back', async t => {
  t.strictSame(automaticRefunds(aCancelledSale(), { policy, refunds: [] }), [whole])
})

t.test('nothing is sent back unless the plan and the report of the order say so', async t => {
  const table: [why: string, sale: Sale, policy: { isAutomatic: boolean; cancelUntil: number | undefined }][] = [
    ['the plan is manual', aCancelledSale(), { ...policy, isAutomatic: false }],
    ['the report is unknown', aCancelledSale({ refundReport: 'unknown' }), policy],
    ['the report is another', aCancelledSale({ refundReport: 'nothing' }), policy],
    ['it was cancelled too late', aCancelledSale({ cancelledAt: now }), { ...policy, cancelUntil: now - 1 }],
    ['nobody knows when', aCancelledSale({ cancelledAt: undefined }), { ...policy, cancelUntil: now }],
    ['it is undecided', aSale({ refundReport: 'due', reservation: undefined, entries: [second] }), policy],
    ['it was paid in cash', aCancelledSale({ entries: [aNamedEntry({ provider: 'MANUAL' })] }), policy],
    ['the money is only announced', aCancelledSale({ entries: [aNamedEntry({ state: 'Pending' })] }), policy],
    ['the money is back', aCancelledSale({ entries: [aNamedEntry(), aRefundedEntry()] }), policy],
  ]
  for (const [why, sale, policy] of table) t.strictSame(automaticRefunds(sale, { policy, refunds: [] }), [], why)
  const inTime = { ...policy, cancelUntil: now }
  t.strictSame(automaticRefunds(aCancelledSale({ cancelledAt: now }), { policy: inTime, refunds: [] }), [whole])
  const late = aSale({ refundReport: 'due', reservation: aReservation({ decision: 'Refused' }), entries: [second] })
  const ofSecond = { ...whole, payment: 'pay-2' }
  t.strictSame(automaticRefunds(late, { policy: inTime, refunds: [] }), [ofSecond], 'an end for cancellations alone')
})

t.test('the newest payment goes back first', async t => {
  const sold = aReservation({ decision: 'Sold' })
  const entries = [aNamedEntry({ occurredAt: '2026-11-20T06:00:00Z' }), second]
  const paidTwice = aSale({ refundReport: 'due', reservation: sold, entries })
  t.strictSame(automaticRefunds(paidTwice, { policy, refunds: [] }), [{ ...whole, payment: 'pay-2' }])
  const swapped = aSale({ ...paidTwice, entries: entries.toReversed() })
  t.strictSame(automaticRefunds(swapped, { policy, refunds: [] }), [{ ...whole, payment: 'pay-2' }])
  const untimed = ['pay-2', 'pay-1'].map(name => aNamedEntry({ name, transactionId: name }))
  for (const entries of [untimed, untimed.toReversed()]) {
    const sale = aSale({ ...paidTwice, entries })
    t.strictSame(automaticRefunds(sale, { policy, refunds: [] }), [{ ...whole, payment: 'pay-2' }], 'no times')
  }
  const all = aCancelledSale({ entries })
  t.strictSame(automaticRefunds(all, { policy, refunds: [] }), [{ ...whole, payment: 'pay-2' }, whole])
})

/** A refund that asked for too much, so that another one may follow. */
function failedRefund(number: number): RefundFacts {
  return anotherRefund({ name: `pay-1-${number}`, state: 'Failed', reason: 'NotDue' })
}

const range = (most: number) => Array.from({ length: most }, (_, index) => index + 1)

t.test('other refunds of the order count', async t => {
  const table: [why: string, refunds: RefundFacts[], numbers: number[]][] = [
    ['one is on its way', [anotherRefund({ state: 'Sent' })], []],
    ['one waits', [anotherRefund({ amount: 1n })], []],
    ['one of another payment takes it all', [anotherRefund({ paymentRef: 'pay-9', name: 'pay-9-1' })], []],
    ['one was not due', [anotherRefund({ state: 'Failed', reason: 'NotDue' })], [3]],
    ['one asked for too much', [anotherRefund({ state: 'Failed', reason: 'MoreThanPaid' })], [3]],
    ['an automatic one was not due', [anotherRefund({ onlyIfDue: true, state: 'Failed', reason: 'NotDue' })], [3]],
    [
      'an automatic one was too much',
      [anotherRefund({ onlyIfDue: true, state: 'Failed', reason: 'MoreThanPaid' })],
      [3],
    ],
    ['an automatic one has no reason', [anotherRefund({ onlyIfDue: true, state: 'Failed' })], []],
    ['one failed for good', [anotherRefund({ onlyIfDue: true, state: 'Failed', reason: 'GatewayRefused' })], []],
    ['one of a person failed', [anotherRefund({ onlyIfDue: false, state: 'Failed', reason: 'GatewayRefused' })], [3]],
    [
      'another payment failed for good',
      [
        anotherRefund({
          onlyIfDue: true,
          state: 'Failed',
          reason: 'GatewayRefused',
          paymentRef: 'pay-9',
          name: 'pay-9-1',
        }),
      ],
      [1],
    ],
    ['the highest number is used', [anotherRefund({ name: 'pay-1-99', state: 'Failed', reason: 'NotDue' })], [1]],
    ['so are others', [1, 2, 99].map(failedRefund), [3]],
    [
      'all but one are used',
      range(99)
        .filter(number => number !== 98)
        .map(failedRefund),
      [98],
    ],
    ['all numbers are used', range(99).map(failedRefund), []],
  ]
  for (const [why, refunds, numbers] of table) {
    const planned = automaticRefunds(aCancelledSale(), { policy, refunds })
    t.strictSame(
      planned.map(({ number }) => number),
      numbers,
      why,
    )
  }
})

t.test('money goes back in its own currency', async t => {
  const dollars = aNamedEntry({ name: 'usd', transactionId: 'U1', currency: 'USD', gross: '5.00' })
  const planned = automaticRefunds(aCancelledSale({ entries: [dollars, aNamedEntry()] }), { policy, refunds: [] })
  t.strictSame(planned, [whole, { payment: 'usd', number: 1, amount: 500n, currency: 'USD' }])
})

t.test('refunds never add up to more than is due or was paid', async () => {
  const cents = fc.integer({ min: 1, max: 5000 })
  fc.assert(
    fc.property(fc.array(cents, { maxLength: 4 }), fc.array(cents, { maxLength: 2 }), (paid, open) => {
      const entries = paid.map((amount, at) =>
        aNamedEntry({ name: `pay-${at}`, transactionId: `T${at}`, gross: (amount / 100).toFixed(2) }),
      )
      const sale = aSale({ refundReport: 'due', entries, reservation: aReservation({ decision: 'Sold' }) })
      const refunds = open.map((amount, at) =>
        anotherRefund({ name: `o-${at}`, paymentRef: 'o', amount: BigInt(amount) }),
      )
      const planned = automaticRefunds(sale, { policy, refunds })
      const sum = planned.reduce((sum, { amount }) => sum + amount, 0n) + sumOfRefunds(refunds, 'EUR')
      const due = BigInt(Math.max(0, paid.reduce((sum, amount) => sum + amount, 0) - 2990))
      return planned.every(({ amount }) => amount > 0n) && (planned.length === 0 || sum <= due)
    }),
  )
})
