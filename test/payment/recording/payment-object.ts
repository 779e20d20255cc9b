import t from 'tap'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { anOrder, now } from '../../fixtures/objects.ts'

t.test('a payment belongs to its order and has the reported facts', async t => {
  const order = { namespace: 'conf', name: 'order-1' }
  const said = {
    provider: 'PAYPAL',
    transactionId: 't-1',
    state: 'Refunded',
    gross: '-10.00',
    currency: 'EUR',
    occurredAt: '2026-11-20T07:59:59Z',
    parentTransactionId: 't-0',
    fee: '-0.35',
  } as const
  t.strictSame(paymentObject(anOrder(), { report: { order, by: 'payment', ...said }, receivedAt: now }), {
    apiVersion: 'app.corley.it/v1',
    kind: 'Payment',
    metadata: {
      namespace: 'conf',
      name: 'paypal-c0d10890a92f7f02196403f4fda914efeef7a7f3',
      labels: {
        'controller-uid': 'uid-of-order-1',
        'orders.app.corley.it': 'order-1',
        'payment-gateway.app.corley.it': 'PAYPAL',
      },
      ownerReferences: [
        {
          apiVersion: 'app.corley.it/v1',
          kind: 'Order',
          name: 'order-1',
          uid: 'uid-of-order-1',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: { orderRef: 'order-1', ...said, receivedAt: '2026-11-20T08:00:00Z' },
  })
})
