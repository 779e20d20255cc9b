import t from 'tap'
import { createMoneyView } from '../../../hooks/cashier/views/money-view.ts'
import { at, thisCheckout, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { remove, show, viewEvents } from '../../fixtures/cashier/view-events.ts'
import { minute, start } from '../../fixtures/gateway/played.ts'

const open = { state: 'Open', sessionId: 's' } as const

t.test('a checkout is visited when it is new or its spec has changed, until it is over', async t => {
  const { take, options } = viewEvents()
  const { checkouts } = createMoneyView(options)
  show(checkouts, thisCheckout())
  t.strictSame(take(), ['wake Checkout conf/order-1-1'])
  show(checkouts, thisCheckout({ status: open }))
  t.strictSame(take(), [], 'its own status wakes nobody')
  show(checkouts, thisCheckout({ status: open, returned: true, metadata: { generation: 2 } }))
  t.strictSame(take(), ['wake Checkout conf/order-1-1'])
  show(checkouts, thisCheckout({ status: { state: 'Paid' }, metadata: { generation: 2 } }))
  t.strictSame(take(), ['drop Checkout conf/order-1-1'])
  const { status: _, ...fresh } = thisCheckout()
  show(checkouts, fresh)
  t.strictSame(take(), ['wake Checkout conf/order-1-1'])
  checkouts.onUnnamed({})
})

t.test('an open checkout that is deleted is abandoned', async t => {
  const { take, options } = viewEvents()
  const { checkouts, refunds } = createMoneyView(options)
  show(checkouts, thisCheckout({ status: open }), thisCheckout({ name: 'order-1-2' }))
  show(refunds, thisRefund())
  take()
  remove(checkouts, thisCheckout(), thisCheckout({ name: 'order-1-2' }), thisCheckout({ name: 'order-1-3' }))
  remove(refunds, thisRefund())
  t.strictSame(take(), [
    'drop Checkout conf/order-1-1',
    'abandon order-1-1',
    'drop Checkout conf/order-1-2',
    'drop Checkout conf/order-1-3',
    'drop Refund conf/paypal-1-1',
  ])
})

t.test('a refund is visited until it has failed, and the time at which it was sent is noted', async t => {
  const { take, options } = viewEvents()
  const { refunds } = createMoneyView(options)
  show(refunds, thisRefund(), thisRefund({ status: { state: 'Sent', sentAt: at(1) } }))
  t.strictSame(take(), ['wake Refund conf/paypal-1-1', 'sent conf/paypal-1-1 2027-01-05T18:01:00.000Z'])
  show(refunds, thisRefund({ name: 'paypal-1-2', status: { state: 'Succeeded' } }))
  t.strictSame(take(), ['wake Refund conf/paypal-1-2'], 'it can still fail')
  show(refunds, thisRefund({ name: 'paypal-1-2', status: { state: 'Failed' } }))
  t.strictSame(take(), ['drop Refund conf/paypal-1-2'])
  refunds.onUnnamed({})
})

t.test('open objects are counted by state, with the time of the oldest', async t => {
  const { options } = viewEvents()
  const { checkouts, refunds, openObjects, namesIn } = createMoneyView(options)
  t.strictSame(openObjects(), [])
  show(checkouts, thisCheckout(), thisCheckout({ name: 'b-1', metadata: { creationTimestamp: at(-5) } }))
  show(checkouts, thisCheckout({ name: 'c-1', status: open, metadata: { namespace: 'other' } }))
  const { namespace: _, ...clusterWide } = thisRefund().metadata
  show(refunds, thisRefund({ status: { state: 'Succeeded' } }), { ...thisRefund(), metadata: clusterWide })
  t.strictSame(openObjects(), [
    { kind: 'Checkout', state: 'Requested', count: 2, oldest: start - 5 * minute },
    { kind: 'Checkout', state: 'Open', count: 1, oldest: start },
    { kind: 'Refund', state: 'Requested', count: 1, oldest: start },
  ])
  t.strictSame(namesIn('conf'), ['Checkout conf/order-1-1', 'Checkout conf/b-1', 'Refund conf/paypal-1-1'])
})
