import t from 'tap'
import { createPaymentBook } from '../../../hooks/box-office/conference/payment-book.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import { aPayment } from '../../fixtures/objects.ts'

/** A payment that an order owns. */
function paidFor(uid: string | undefined, said: Parameters<typeof aPayment>[0] = {}): Payment {
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

t.test('money is of the order that owns the payment', async t => {
  const book = createPaymentBook()
  t.equal(book.isEmpty(), true)
  t.strictSame(book.set('paypal-1', paidFor('uid-1')), ['uid-1'])
  t.strictSame(book.set('paypal-2', paidFor('uid-1', { name: 'paypal-2', gross: '5.00' })), ['uid-1'])
  t.strictSame(book.entriesOf('uid-1'), [entry('paypal-1'), entry('paypal-2', '5.00')])
  t.strictSame([book.entriesOf('uid-2'), book.isEmpty()], [[], false])
})

t.test('a payment that goes counts no longer', async t => {
  const book = createPaymentBook()
  book.set('paypal-1', paidFor('uid-1'))
  t.strictSame([book.set('paypal-1', undefined), book.set('paypal-1', undefined)], [['uid-1'], []])
  t.strictSame([book.entriesOf('uid-1'), book.isEmpty()], [[], true])
})

t.test('a payment that somebody else owns by now changes both', async t => {
  const book = createPaymentBook()
  book.set('paypal-1', paidFor('uid-1'))
  t.strictSame(book.set('paypal-1', paidFor('uid-2')), ['uid-1', 'uid-2'])
  t.strictSame([book.entriesOf('uid-1'), book.entriesOf('uid-2')], [[], [entry('paypal-1')]])
  t.strictSame(book.set('paypal-1', paidFor('uid-2')), ['uid-2'], 'seen again')
})

t.test('a payment of nobody, and an amount that its currency cannot express, are no money', async t => {
  const book = createPaymentBook()
  t.strictSame(book.set('paypal-1', paidFor(undefined)), [])
  t.strictSame(book.set('paypal-1', paidFor('uid-1', { gross: '1.001' })), ['uid-1'])
  t.strictSame(book.entriesOf('uid-1'), [])
})
