import t from 'tap'
import { createOrderView } from '../../../hooks/cashier/views/order-view.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { cancelledOrder } from '../../fixtures/cashier/played-refund.ts'
import { at, orderUid, thisOrder } from '../../fixtures/cashier/played-tools.ts'
import { remove, show, viewEvents } from '../../fixtures/cashier/view-events.ts'
import { minute, start } from '../../fixtures/gateway/played.ts'
import { aPlan } from '../../fixtures/objects.ts'

const status: NonNullable<Order['status']> = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'AwaitingPayment',
  total: '29.90',
  paid: '0.00',
  currency: 'EUR',
  expiresAt: at(15),
  observedGeneration: 1,
}
const asked = { namespace: 'conf', name: 'order-1', uid: orderUid, amount: '29.90', currency: 'EUR' }

t.test('an order waits for the whole of its price, until its hold ends', async t => {
  const { options } = viewEvents()
  const { orders, isAwaited } = createOrderView(options)
  const isWaiting = (order?: Order, now = start, of = asked) => {
    if (order) show(orders, order)
    return isAwaited(of, now)
  }
  t.notOk(isWaiting(), 'unknown')
  t.ok(isWaiting(thisOrder({ status })))
  t.ok(isWaiting(undefined, start, { ...asked, amount: '29.9' }))
  t.notOk(isWaiting(undefined, start, { ...asked, uid: 'another' }), 'another order of its name')
  t.notOk(isWaiting(undefined, start, { ...asked, amount: '29.80' }), 'another amount')
  t.notOk(isWaiting(undefined, start, { ...asked, currency: 'CHF' }), 'another currency')
  t.notOk(isWaiting(undefined, start + 15 * minute), 'after the hold')
  const { expiresAt: _, ...endless } = status
  t.ok(isWaiting(thisOrder({ status: endless }), start + 99 * minute), 'a hold without an end')
  const others: [why: string, order: Order][] = [
    ['cancelled', thisOrder({ status, cancelled: true })],
    ['being deleted', thisOrder({ status, metadata: { deletionTimestamp: at(0) } })],
    ['changed', thisOrder({ status, metadata: { generation: 2 } })],
    ['money is on its way', thisOrder({ status: { ...status, pending: '29.90' } })],
    ['paid in part', thisOrder({ status: { ...status, reason: 'Underpaid' } })],
    [
      'without amounts',
      thisOrder({ status: { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', observedGeneration: 1 } }),
    ],
  ]
  for (const [why, order] of others) {
    t.ok(isWaiting(thisOrder({ status })))
    t.notOk(isWaiting(order), why)
  }
  const { generation: __, ...metadata } = thisOrder().metadata
  const { observedGeneration: ___, ...unanswered } = status
  t.ok(isWaiting({ ...thisOrder({ status: unanswered }), metadata }))
  remove(orders, thisOrder())
  t.notOk(isAwaited(asked, start), 'deleted')
  orders.onUnnamed({})
})

t.test('an order whose money is due is visited when that changes', async t => {
  const { take, options } = viewEvents()
  const { orders, plans } = createOrderView(options)
  show(orders, cancelledOrder(), cancelledOrder())
  t.strictSame(take(), ['wake Order conf/order-1'])
  show(plans, aPlan(), aPlan())
  t.strictSame(take(), ['wake Order conf/order-1'], 'its plan was seen')
  show(plans, aPlan({ metadata: { generation: 2 } }), aPlan({ name: 'other' }))
  t.strictSame(take(), ['wake Order conf/order-1'], 'its plan has changed')
  remove(plans, aPlan())
  show(plans, aPlan({ metadata: { generation: 2 } }))
  t.strictSame(take(), ['wake Order conf/order-1'], 'its plan was recreated')
  show(orders, thisOrder(), thisOrder())
  t.strictSame(take(), ['drop Order conf/order-1'])
  show(orders, cancelledOrder())
  take()
  remove(orders, thisOrder())
  t.strictSame(take(), ['drop Order conf/order-1'])
  plans.onUnnamed({})
})
