import t from 'tap'
import { readPaypalFact } from '../../../../hooks/payment/paypal/webhooks/fact.ts'
import { capture, captureRefund } from '../../../fixtures/payment/paypal-webhooks.ts'

const parentTransactionId = '61E67681CH3238416'

t.test('an event of a capture has a state, and names the capture that it takes back', async t => {
  const { status: _, ...without } = captureRefund
  const table: [string, object, object][] = [
    ['PAYMENT.CAPTURE.COMPLETED', capture, { state: 'Completed' }],
    ['PAYMENT.CAPTURE.PENDING', { ...capture, status: 'PENDING' }, { state: 'Pending' }],
    ['PAYMENT.CAPTURE.DENIED', { ...capture, status: 'DENIED' }, { state: 'Denied' }],
    ['PAYMENT.CAPTURE.DECLINED', { ...capture, status: 'DECLINED' }, { state: 'Denied' }],
    ['PAYMENT.CAPTURE.REFUNDED', captureRefund, { state: 'Refunded', parentTransactionId }],
    ['PAYMENT.CAPTURE.REFUNDED', without, { state: 'Refunded', parentTransactionId }],
    ['PAYMENT.CAPTURE.REVERSED', captureRefund, { state: 'Reversed', parentTransactionId }],
    ['PAYMENT.CAPTURE.REVERSED', capture, { state: 'Reversed', parentTransactionId: undefined }],
    [
      'PAYMENT.CAPTURE.REFUNDED',
      { ...captureRefund, links: 'none' },
      { state: 'Refunded', parentTransactionId: undefined },
    ],
    [
      'PAYMENT.CAPTURE.REFUNDED',
      { ...captureRefund, links: [null, { rel: 'up' }] },
      { state: 'Refunded', parentTransactionId: undefined },
    ],
  ]
  for (const [type, resource, fact] of table)
    t.strictSame(readPaypalFact({ type, resource: { ...resource } }), fact, type)
})

t.test('an event that moves no money is ignored, and the end of a dispute needs a person', async t => {
  const read = (type: string, resource = {}) => readPaypalFact({ type, resource })
  t.strictSame(read('PAYMENT.CAPTURE.REFUNDED', { ...captureRefund, status: 'PENDING' }), {
    ignored: 'a refund that is not completed moves no money',
  })
  t.strictSame(read('CUSTOMER.DISPUTE.RESOLVED'), {
    ignored: 'a dispute ended: the organizer decides what becomes of its order',
    alarm: 'dispute-resolved',
  })
  for (const type of ['CHECKOUT.ORDER.APPROVED', 'CUSTOMER.DISPUTE.CREATED', 'PAYMENT.SALE.COMPLETED']) {
    t.strictSame(read(type), { ignored: `events of type ${type} are not recorded` })
  }
  t.strictSame(read('x'.repeat(99)), { ignored: `events of type ${'x'.repeat(64)} are not recorded` })
})
