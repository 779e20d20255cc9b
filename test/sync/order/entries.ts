import t from 'tap'
import { entriesOf } from '../../../hooks/sync/order/entries.ts'
import { anOrder, aPayment } from '../../fixtures/objects.ts'

t.test('the payments of an order count that were not made before it was placed', async t => {
  const { metadata } = anOrder({ metadata: { creationTimestamp: '2026-11-20T08:00:00Z' } })
  const early = aPayment({ transactionId: 'T1', occurredAt: '2026-11-19T08:00:00Z' })
  const late = aPayment({ transactionId: 'T2', occurredAt: '2026-11-20T08:01:00Z' })
  t.strictSame(entriesOf([early, late], metadata), { counted: [late.spec], early: [early.spec] })
})
