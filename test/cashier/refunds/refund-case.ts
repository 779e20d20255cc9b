import t from 'tap'
import {
  orderOf,
  providerOf,
  refundFacts,
  refundStatus,
  refundsOf,
  requestOf,
} from '../../../hooks/cashier/refunds/refund-case.ts'
import { newRefund } from '../../../hooks/schema/money/refund.ts'
import { orderUid, thisRefund } from '../../fixtures/cashier/played-tools.ts'
import { start } from '../../fixtures/gateway/played.ts'

const facts = {
  name: 'paypal-1-1',
  paymentRef: 'paypal-1',
  amount: 2990n,
  currency: 'EUR',
  onlyIfDue: false,
  state: 'Requested',
  reason: 'WaitingForCashier',
  providerId: undefined,
  createdAt: start,
}

t.test('the facts of a refund', async t => {
  t.strictSame(refundFacts(thisRefund()), facts)
  const status = { state: 'Sent', providerId: 're_1' } as const
  const sent = thisRefund({ status, onlyIfDue: true, amount: '29.905' })
  const changes = { state: 'Sent', reason: undefined, providerId: 're_1', onlyIfDue: true, amount: 0n }
  t.strictSame(refundFacts(sent), { ...facts, ...changes })
  const { status: _, ...fresh } = thisRefund()
  t.strictSame(refundStatus(fresh), newRefund)
})

t.test('a refund belongs to the order that owns it', async t => {
  t.strictSame(orderOf(thisRefund()), { namespace: 'conf', name: 'order-1', uid: orderUid })
  const foreign = thisRefund({ metadata: { ownerReferences: [] } })
  t.equal(orderOf(foreign).uid, '')
  const { namespace: _, ownerReferences: __, ...metadata } = thisRefund().metadata
  t.strictSame(orderOf({ ...thisRefund(), metadata }), { namespace: '', name: 'order-1', uid: '' })
  t.strictSame(refundsOf([foreign, thisRefund()], orderUid), [facts])
})

t.test('the name of its payment tells the gateway', async t => {
  const refs = ['stripe-1', 'paypal-1', 'manual-1', 'stripe']
  const found = refs.map(paymentRef => providerOf({ ...thisRefund(), spec: { ...thisRefund().spec, paymentRef } }))
  t.strictSame(found, ['STRIPE', 'PAYPAL', 'UNKNOWN', 'UNKNOWN'])
})

t.test('its name is the key at the gateway', async t => {
  t.strictSame(requestOf(thisRefund(), { transactionId: 'pi_1' }), {
    key: 'paypal-1-1',
    order: { namespace: 'conf', name: 'order-1' },
    transactionId: 'pi_1',
    amount: '29.90',
    currency: 'EUR',
  })
})
