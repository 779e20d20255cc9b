import t from 'tap'
import { readOrderSales } from '../../../hooks/report/reading/order-sales.ts'
import { anOrder, aPayment, aReservation } from '../../fixtures/objects.ts'
import { ownedBy, readerOf } from '../../fixtures/report/snapshots.ts'

t.test('each order has its own reservation and payments', async t => {
  const [ada, grace] = [anOrder({ name: 'ada' }), anOrder({ name: 'grace' })]
  const payments = [
    aPayment({ name: 'one', metadata: ownedBy(ada) }),
    aPayment({ name: 'two', metadata: ownedBy(ada) }),
    aPayment({ name: 'three', metadata: ownedBy(anOrder({ name: 'deleted' })) }),
  ]
  const reservations = [aReservation({ name: 'grace', decision: 'Sold' }), aReservation({ name: 'deleted' })]
  const found = []
  for await (const { order, sale, payments: own } of readOrderSales(
    readerOf({ orders: [ada, grace], payments, reservations }),
  ))
    found.push({
      order: order.metadata.name,
      decision: sale.reservation?.decision,
      entries: sale.entries.map(({ name }) => name),
      payments: own.map(({ metadata }) => metadata.name),
    })
  t.strictSame(found, [
    { order: 'ada', decision: undefined, entries: ['one', 'two'], payments: ['one', 'two'] },
    { order: 'grace', decision: 'Sold', entries: [], payments: [] },
  ])
})
