import t from 'tap'
import { readVisitName, visitName } from '../../../hooks/cashier/views/visit-name.ts'

t.test('a name in the agenda is read as it was written', async t => {
  const key = { namespace: 'conf', name: 'order-1-1' }
  for (const kind of ['Checkout', 'Refund', 'Order', 'Abandoned'] as const) {
    t.strictSame(readVisitName(visitName(kind, key)), { kind, key })
  }
  t.equal(visitName('Checkout', key), 'Checkout conf/order-1-1')
  t.strictSame(readVisitName(''), { kind: '', key: { namespace: '', name: '' } })
})
