import t from 'tap'
import { countTickets } from '../../../hooks/payment/recording/count-tickets.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { anOrder, aTicket, minuteAgo } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'
import { at, fail } from '../../fixtures/payment/happenings.ts'

const signal = AbortSignal.timeout(60_000)
const sold = anOrder({ status: { payment: 'CONFIRMED', quantity: 3 } })

function countBlindly(order: Order, error: Error): Promise<number> {
  return countTickets(at(fakeKube([]), ['listTickets', 1], fail(error)), order, signal)
}

t.test('existing tickets of this very order count, whatever its status says', async t => {
  const owner = {
    apiVersion: 'app.corley.it/v1',
    kind: 'Order',
    name: 'order-1',
    uid: 'uid-of-order-1',
    controller: true,
  }
  const ownerReferences = [owner]
  const going = aTicket({ metadata: { ownerReferences, deletionTimestamp: minuteAgo } })
  const others = aTicket({ metadata: { ownerReferences: [{ ...owner, uid: 'another' }] } })
  const kube = fakeKube([])
  kube.tickets.set('conf/order-1', [aTicket({ metadata: { ownerReferences } }), going, others, aTicket()])
  t.equal(await countTickets(kube, sold, signal), 1)
})

t.test('an order without tickets, even one without a namespace, has none', async t => {
  const kube = fakeKube([])
  const { namespace: _, ...metadata } = sold.metadata
  t.equal(await countTickets(kube, sold, signal), 0)
  t.equal(await countTickets(kube, { ...sold, metadata }, signal), 0)
})

t.test('the number in the status counts if listing fails, and none without a status', async t => {
  const { status: _, ...unanswered } = anOrder()
  t.equal(await countBlindly(sold, forbidden()), 3)
  t.equal(await countBlindly(unanswered, forbidden()), 0)
})

t.test('a defect is passed on', async t => {
  const defect = new TypeError('a defect')
  await t.rejects(countBlindly(sold, defect), defect)
})
