import t from 'tap'
import { createPaymentBook } from '../../../../hooks/box-office/conference/records/payment-book.ts'
import type { Payment } from '../../../../hooks/schema/payment.ts'
import { aPayment } from '../../../fixtures/objects.ts'

/** A payment that an order owns. */
function paymentFor(uid: string | undefined, said: Parameters<typeof aPayment>[0] = {}): Payment {
  const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: uid ?? 'another' }
  return aPayment({ ...said, metadata: { ownerReferences: [{ ...owner, controller: uid !== undefined }] } })
}

const entry = (transactionId: string, gross = '29.90') => ({
  provider: 'PAYPAL',
  transactionId,
  state: 'Completed',
  gross,
  currency: 'EUR',
})

t.test('money belongs to the order that owns the payment', async t => {
  const book = createPaymentBook()
  t.equal(book.isEmpty(), true)
  t.strictSame(book.set('paypal-1', paymentFor('uid-1')), ['uid-1'])
  t.strictSame(book.set('paypal-2', paymentFor('uid-1', { name: 'paypal-2', gross: '5.00' })), ['uid-1'])
  t.strictSame(book.entriesOf('uid-1'), [entry('paypal-1'), entry('paypal-2', '5.00')])
  t.strictSame([book.entriesOf('uid-2'), book.isEmpty()], [[], false])
})

t.test('a deleted payment no longer counts', async t => {
  const book = createPaymentBook()
  book.set('paypal-1', paymentFor('uid-1'))
  t.strictSame([book.set('paypal-1', undefined), book.set('paypal-1', undefined)], [['uid-1'], []])
  t.strictSame([book.entriesOf('uid-1'), book.isEmpty()], [[], true])
})

t.test('a payment with a new owner changes the money of both orders', async t => {
  const book = createPaymentBook()
  book.set('paypal-1', paymentFor('uid-1'))
  t.strictSame(book.set('paypal-1', paymentFor('uid-2')), ['uid-1', 'uid-2'])
  t.strictSame([book.entriesOf('uid-1'), book.entriesOf('uid-2')], [[], [entry('paypal-1')]])
  t.strictSame(book.set('paypal-1', paymentFor('uid-2')), ['uid-2'], 'seen again')
})

t.test('a payment without an owner, or with an amount that its currency cannot express, is no money', async t => {
  const book = createPaymentBook()
  t.strictSame(book.set('paypal-1', paymentFor(undefined)), [])
  t.strictSame(book.set('paypal-1', paymentFor('uid-1', { gross: '1.001' })), ['uid-1'])
  t.strictSame(book.entriesOf('uid-1'), [])
})
