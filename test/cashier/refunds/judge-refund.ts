import t from 'tap'
import { judgeRefund } from '../../../hooks/cashier/refunds/judge-refund.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import { cancelledOrder, playRefund } from '../../fixtures/cashier/played-refund.ts'
import { at, thisPayment, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { signal } from '../../fixtures/gateway/played.ts'

t.test('a refund is judged by live objects, and refunds are listed before payments', async t => {
  const { tools, api, refund } = await playRefund(t)
  api.calls.length = 0
  const judgement = await judgeRefund(tools, refund(), signal)
  t.match(judgement, { step: { do: 'send' }, payment: { name: 'pay-1', state: 'Completed' }, isRestored: false })
  t.ok(api.calls.indexOf('list Refunds') < api.calls.indexOf('list Payments'))
})

t.test('other refunds of the order count, and those of another order of its name do not', async t => {
  const { tools, api, refund } = await playRefund(t)
  const status = { state: 'Sent' } as const
  api.put(thisRefund({ name: 'pay-1-2', paymentRef: 'pay-1', status, metadata: { ownerReferences: [] } }))
  t.match(await judgeRefund(tools, refund(), signal), { step: { do: 'send' } })
  api.put(thisRefund({ name: 'pay-1-2', paymentRef: 'pay-1', status }))
  t.match(await judgeRefund(tools, refund(), signal), { step: { do: 'wait', why: { reason: 'OtherRefund' } } })
})

t.test('a restored order, a payment of nobody and a deleted order are seen', async t => {
  const { tools, api, refund } = await playRefund(t)
  api.put(cancelledOrder({ metadata: { annotations: { [placedAtAnnotation]: at(-10) } } }))
  t.match(await judgeRefund(tools, refund(), signal), { isRestored: true })
  api.put(thisPayment({ name: 'pay-1', metadata: { ownerReferences: [] } }))
  const missing = { step: { do: 'fail', why: { reason: 'PaymentNotFound' } }, payment: undefined }
  t.match(await judgeRefund(tools, refund(), signal), missing)
  api.remove('Order', 'order-1')
  const gone = { step: { do: 'fail', why: { reason: 'OrderGone' } }, payment: undefined, isRestored: false }
  t.match(await judgeRefund(tools, refund(), signal), gone)
})
