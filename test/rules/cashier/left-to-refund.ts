import t from 'tap'
import { grossOf, isUnderWay, leftToRefund, sumOfRefunds } from '../../../hooks/rules/cashier/left-to-refund.ts'
import { aNamedEntry, anotherRefund, aRefundedEntry } from '../../fixtures/rules/cashier.ts'

const payment = aNamedEntry()

t.test('a payment has left what did not go back', async t => {
  const entries = [payment, aRefundedEntry({ gross: '-10.00' }), aRefundedEntry({ gross: '-0.90' })]
  t.equal(leftToRefund(payment, entries), 1900n)
  const others = [
    aRefundedEntry({ parentTransactionId: 'T2' }),
    aRefundedEntry({ provider: 'STRIPE' }),
    aRefundedEntry({ currency: 'USD' }),
    aRefundedEntry({ state: 'Reversed' }),
  ]
  t.equal(leftToRefund(payment, others), 2990n, 'refunds of others and disputes do not count')
})

t.test('a payment has left what a bank returned', async t => {
  const back = aRefundedEntry({ gross: '-10.00' })
  const { transactionId } = back
  const entries = [payment, back, aRefundedEntry({ transactionId, state: 'RefundFailed', gross: '10.00' })]
  t.equal(leftToRefund(payment, entries), 2990n)
})

t.test('an amount that its currency cannot express is nothing', async t => {
  t.equal(grossOf(aNamedEntry({ currency: 'JPY' })), 0n)
})

t.test('a refund is under way until its payment is recorded', async t => {
  const entries = [payment, aRefundedEntry()]
  const table: [state: 'Requested' | 'Sent' | 'Succeeded' | 'Failed', providerId: string | undefined, is: boolean][] = [
    ['Requested', undefined, false],
    ['Failed', 'R2', false],
    ['Sent', undefined, true],
    ['Sent', 'R2', true],
    ['Sent', 'R1', false],
    ['Succeeded', 'R2', true],
    ['Succeeded', 'R1', false],
    ['Sent', 'T1', true],
  ]
  for (const [state, providerId, expected] of table) {
    t.equal(isUnderWay(anotherRefund({ state, providerId }), entries), expected, `${state} ${providerId}`)
  }
})

t.test('refunds are summed up by currency', async t => {
  const refunds = [anotherRefund(), anotherRefund({ amount: 10n }), anotherRefund({ currency: 'USD' })]
  t.strictSame([sumOfRefunds(refunds, 'EUR'), sumOfRefunds(refunds, 'CHF')], [3000n, 0n])
})
