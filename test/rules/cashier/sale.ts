import t from 'tap'
import { moneyOfSale } from '../../../hooks/rules/cashier/sale.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aNamedEntry, aSale } from '../../fixtures/rules/cashier.ts'
import { aLedger } from '../../fixtures/rules/money.ts'

t.test('the price counts for the tickets that the order has or gets', async t => {
  const sale = aSale({ quantity: 3, reservation: aReservation({ quantity: 2 }), entries: [aNamedEntry()] })
  const ledger = aLedger({ paid: 2990n, received: 2990n })
  t.strictSame(moneyOfSale(sale), { currency: 'EUR', total: 5980n, ledger })
  t.strictSame(moneyOfSale(aSale({ ...sale, quantity: 1 })), { currency: 'EUR', total: 2990n, ledger })
})

t.test('without a reservation no currency is known', async t => {
  const sale = aSale({ quantity: 3, reservation: undefined })
  t.strictSame(moneyOfSale(sale), { currency: undefined, total: 8970n, ledger: aLedger() })
})

t.test('a price that the currency cannot express counts as 0', async t => {
  t.equal(moneyOfSale(aSale({ price: 29.905 })).total, 0n)
})
