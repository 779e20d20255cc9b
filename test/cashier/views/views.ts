import t from 'tap'
import { createViews } from '../../../hooks/cashier/views/views.ts'
import { restoringAnnotation } from '../../../hooks/schema/backup.ts'
import { at, orderUid, thisCheckout, thisOrder } from '../../fixtures/cashier/played-tools.ts'
import { remove, show, viewEvents } from '../../fixtures/cashier/view-events.ts'
import { start } from '../../fixtures/gateway/played.ts'
import { aNamespace } from '../../fixtures/objects.ts'

const own = '/apis/app.corley.it/v1'

t.test('five lists are watched', async t => {
  const { sinks, openObjects, isAwaited } = createViews(viewEvents().options)
  const plurals = ['plans', 'orders', 'refunds', 'checkouts'].map(plural => `${own}/${plural}`)
  t.strictSame(Object.keys(sinks), ['/api/v1/namespaces', ...plurals])
  show(sinks[`${own}/checkouts`], thisCheckout())
  t.match(openObjects(), [{ kind: 'Checkout', count: 1 }])
  show(sinks[`${own}/orders`], thisOrder())
  t.notOk(isAwaited({ namespace: 'conf', name: 'order-1', uid: orderUid, amount: '1.00', currency: 'EUR' }, start))
})

t.test('a namespace that opens again wakes its objects', async t => {
  const { take, options } = viewEvents()
  const { sinks, closedReason, isRestoring } = createViews(options)
  const namespaces = sinks['/api/v1/namespaces']
  t.match(closedReason('conf'), /does not exist/)
  const annotations = { [restoringAnnotation]: at(0) }
  show(namespaces, aNamespace({ metadata: { annotations } }))
  show(sinks[`${own}/checkouts`], thisCheckout())
  take()
  t.match(closedReason('conf'), /is being restored/)
  t.ok(isRestoring('conf'))
  show(namespaces, aNamespace(), aNamespace())
  t.strictSame([closedReason('conf'), take()], [undefined, ['wake Checkout conf/order-1-1']])
  remove(namespaces, aNamespace())
  t.match(closedReason('conf'), /does not exist/)
  namespaces?.onUnnamed({})
})
