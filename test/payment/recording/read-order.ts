import t from 'tap'
import type { PaymentReport } from '../../../hooks/payment/payment-report.ts'
import {
  deletionRefusal,
  readOrder,
  rereadOrder,
  unavailableRefusal,
} from '../../../hooks/payment/recording/read-order.ts'
import { anOrder, minuteAgo } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'

const deadline = AbortSignal.timeout(60_000)
const report: PaymentReport = {
  ...{ order: { namespace: 'conf', name: 'order-1' }, by: 'name' },
  ...{ provider: 'PAYPAL', transactionId: 't-1', state: 'Completed', gross: '29.90', currency: 'EUR' },
}
const before = anOrder()
const terminating = anOrder({ metadata: { deletionTimestamp: minuteAgo } })
const deleted = {
  name: 'Refusal',
  status: 503,
  message: 'Cannot record a payment of order "conf/order-1": the order is being deleted; send it again',
}

t.test('the order of a report is read', async t => {
  t.match(await readOrder(fakeKube([before]), { report, deadline }), before)
})

t.test('an order that does not exist is 404', async t => {
  const message = 'Cannot record a payment of order "conf/order-1": the order must exist'
  await t.rejects(readOrder(fakeKube([]), { report, deadline }), { name: 'Refusal', status: 404, message })
})

t.test('an order that is being deleted is 503', async t => {
  await t.rejects(readOrder(fakeKube([terminating]), { report, deadline }), deleted)
})

t.test('an order is read again in its present version', async t => {
  const changed = anOrder({ quantity: 2 })
  t.match(await rereadOrder(fakeKube([changed]), { report, before, deadline }), changed)
})

t.test('an order that is deleted or replaced between two reads is 503', async t => {
  const later = anOrder({ metadata: { uid: 'a later order of that name' } })
  for (const orders of [[], [terminating], [later]]) {
    await t.rejects(rereadOrder(fakeKube(orders), { report, before, deadline }), deleted)
  }
})

t.test('a failure of the API server is passed on', async t => {
  const kube = fakeKube([before], () => {
    throw forbidden()
  })
  await t.rejects(readOrder(kube, { report, deadline }), forbidden())
  await t.rejects(rereadOrder(kube, { report, before, deadline }), forbidden())
})

t.test('a refusal for the moment says why, and that the report must be sent again', async t => {
  t.match(deletionRefusal(report), deleted)
  const { status, message, cause } = unavailableRefusal(report, 'the moon is full', { cause: 'the moon' })
  const text = 'Cannot record a payment of order "conf/order-1": the moon is full; send it again'
  t.strictSame([status, message, cause], [503, text, 'the moon'])
})
