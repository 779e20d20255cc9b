import t from 'tap'
import { readLiveSale } from '../../hooks/cashier/live-sale.ts'
import { saleOf } from '../../hooks/cashier/sale.ts'
import { fakeCashierApi } from '../fixtures/cashier/fake-cashier-api.ts'
import { at, orderUid, thisHold, thisOrder, thisPayment } from '../fixtures/cashier/played-tools.ts'
import { signal } from '../fixtures/gateway/played.ts'

const key = { namespace: 'conf', name: 'order-1', uid: orderUid }

t.test('the sale is read from the API server', async t => {
  const api = fakeCashierApi([thisOrder(), thisHold(), thisPayment()], () => at(0))
  const live = await readLiveSale(api, key, signal)
  t.strictSame(live?.sale, saleOf(thisOrder(), { reservation: thisHold(), payments: [thisPayment()] }))
  t.match(live?.order, { metadata: { name: 'order-1' } })
})

t.test('an order that is gone, recreated or being deleted has no sale', async t => {
  const deleting = thisOrder({ metadata: { deletionTimestamp: at(0) } })
  for (const orders of [[], [thisOrder({ metadata: { uid: 'another' } })], [deleting]]) {
    t.equal(
      await readLiveSale(
        fakeCashierApi(orders, () => at(0)),
        key,
        signal,
      ),
      undefined,
    )
  }
})
