import t from 'tap'
import { paymentEvent } from '../../../hooks/payment/recording/payment-event.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { paymentStates } from '../../../hooks/schema/payment.ts'
import { anOrder, now } from '../../fixtures/objects.ts'

function event(state: (typeof paymentStates)[number], gross = '29.90') {
  const order = { namespace: 'conf', name: 'order-1' }
  const report = { order, provider: 'PAYPAL', transactionId: 't-1', state, gross, currency: 'EUR' }
  return paymentEvent(paymentObject(anOrder(), { report, receivedAt: now }), { instance: 'replica-1', at: now + 5 })
}

t.test('an Event shows a payment on its order', async t => {
  const { metadata, ...rest } = event('Completed')
  t.match(metadata, { namespace: 'conf', name: /^paypal-[0-9a-f]{40}$/ })
  t.strictSame(rest, {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    regarding: {
      apiVersion: 'app.corley.it/v1',
      kind: 'Order',
      namespace: 'conf',
      name: 'order-1',
      uid: 'uid-of-order-1',
    },
    type: 'Normal',
    reason: 'PaymentConfirmed',
    action: 'Accepted',
    note: '29.90 EUR was paid: PAYPAL transaction t-1',
    reportingController: 'app.corley.it/payment-gateway',
    reportingInstance: 'replica-1',
    eventTime: '2026-11-20T08:00:00.005000Z',
  })
})

t.test('every state has its own reason and sentence', async t => {
  t.strictSame(
    paymentStates.map(state => [event(state, '-10.00').reason, event(state, '-10.00').note.replace(/:.*/, '')]),
    [
      ['PaymentConfirmed', '10.00 EUR was paid'],
      ['PaymentPending', '10.00 EUR is on its way'],
      ['PaymentRefunded', '10.00 EUR was refunded'],
      ['PaymentReversed', '10.00 EUR is disputed by the buyer'],
      ['PaymentReversalCanceled', '10.00 EUR is no longer disputed'],
      ['PaymentDenied', '10.00 EUR was not paid'],
      ['PaymentRefundFailed', '10.00 EUR did not reach the buyer'],
    ],
  )
})
