import t from 'tap'
import { isOwing, isPaid, totalOf } from '../../../../hooks/rules/box-office/hold/bill.ts'
import { anOrder } from '../../../fixtures/rules/box-office.ts'
import { paid } from '../../../fixtures/rules/money.ts'

t.test('an order costs the reserved tickets that it still asks for, in the currency of its reservation', async t => {
  t.equal(totalOf(anOrder({ quantity: 3 }), { quantity: 2, currency: 'EUR' }), 5980n)
  t.equal(totalOf(anOrder({ quantity: 1 }), { quantity: 2, currency: 'EUR' }), 2990n)
  t.equal(totalOf(anOrder(), { quantity: 1, currency: 'JPY' }), 0n, 'a price that is no amount of the currency')
})

t.test('a number of tickets is paid when the payments in their currency cover it', async t => {
  const order = anOrder(paid('59.80'))
  const table: [quantity: number, currency: string, expected: boolean][] = [
    [1, 'EUR', true],
    [2, 'EUR', true],
    [3, 'EUR', false],
    [1, 'USD', false],
    [1, 'JPY', false],
  ]
  for (const [quantity, currency, expected] of table) {
    t.equal(isPaid(order, { quantity, currency }), expected, `${quantity} in ${currency}`)
  }
  t.equal(isPaid(anOrder({ price: 0 }), { quantity: 9, currency: 'EUR' }), true, 'nothing is to be paid')
})

t.test('an order owes until the reserved tickets that it still asks for are paid', async t => {
  const owes = (quantity: number, gross: string) =>
    isOwing(anOrder({ quantity, ...paid(gross) }), { quantity: 2, currency: 'EUR' })
  t.strictSame([owes(2, '59.79'), owes(2, '59.80'), owes(2, '60.00')], [true, false, false])
  t.strictSame([owes(1, '29.89'), owes(1, '29.90'), owes(3, '59.80')], [true, false, false])
  t.equal(isOwing(anOrder({ price: 0 }), { quantity: 1, currency: 'EUR' }), false, 'a free one owes nothing')
})
