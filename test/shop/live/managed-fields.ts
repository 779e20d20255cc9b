import t from 'tap'
import { withoutManagedFields } from '../../../hooks/shop/live/managed-fields.ts'
import { anOrder } from '../../fixtures/objects.ts'

t.test('everything else of an object is kept', async t => {
  const order = anOrder()
  const stored = anOrder({ metadata: { managedFields: [{ manager: 'kconference' }] } })
  t.strictSame([withoutManagedFields(stored), withoutManagedFields(order)], [order, order])
})
