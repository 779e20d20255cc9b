import t from 'tap'
import { readFormFields } from '../../hooks/payment/form-fields.ts'
import { derivedTransactionId } from '../../hooks/payment/payment-name.ts'
import { readIgnored, readPaypalReport } from '../../hooks/payment/paypal-report.ts'

const usual = { custom: 'order-1', payment_status: 'Completed', mc_gross: '29.90', mc_currency: 'EUR', txn_id: 't-1' }

function read(said: Partial<Record<keyof typeof usual | 'invoice', string>>) {
  const body = Buffer.from(new URLSearchParams({ ...usual, ...said }).toString())
  return readPaypalReport(readFormFields(body), { namespace: 'conf', body })
}

t.test('a callback is a report of one order', async t => {
  const report = {
    order: { namespace: 'conf', name: 'order-1' },
    provider: 'PAYPAL',
    transactionId: 't-1',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  }
  t.strictSame(read({}), report)
  t.strictSame(read({ custom: 'conf/order-1' }), report)
  t.strictSame(read({ mc_gross: '29.9' }), report)
})

t.test('without txn_id the transaction is named by order and body', async t => {
  const body = Buffer.from('custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR')
  const { order, transactionId } = readPaypalReport(readFormFields(body), { namespace: 'conf', body })
  t.equal(transactionId, derivedTransactionId(order, body))
})

t.test('what PayPal says is one of six states, and money that went back is negative', async t => {
  const table: [string, string, string, string][] = [
    ['Completed', '29.90', 'Completed', '29.90'],
    ['Processed', '29.90', 'Completed', '29.90'],
    ['Pending', '29.90', 'Pending', '29.90'],
    ['Created', '0', 'Pending', '0.00'],
    ['Denied', '29.90', 'Denied', '29.90'],
    ['Failed', '29.90', 'Denied', '29.90'],
    ['Expired', '29.90', 'Denied', '29.90'],
    ['Voided', '29.90', 'Denied', '29.90'],
    ['Refunded', '-29.90', 'Refunded', '-29.90'],
    ['Refunded', '29.90', 'Refunded', '-29.90'],
    ['Reversed', '-5', 'Reversed', '-5.00'],
    ['Canceled_Reversal', '5', 'ReversalCanceled', '5.00'],
  ]
  for (const [payment_status, mc_gross, state, gross] of table) {
    t.match(read({ payment_status, mc_gross }), { state, gross }, `${payment_status} ${mc_gross}`)
  }
  t.match(read({ mc_gross: '2990', mc_currency: 'JPY' }), { gross: '2990' })
  t.match(read({ mc_gross: '1.5', mc_currency: 'KWD' }), { gross: '1.500' })
})

t.test('a field that cannot be right is refused by name', async t => {
  const order = 'must be the name of an order, or namespace/order'
  const euro = 'must be a number with at most 2 decimals, those of EUR'
  const table: [Parameters<typeof read>[0], string][] = [
    [{ custom: '' }, `reading custom "": ${order}`],
    [{ custom: 'Order_1' }, `reading custom "Order_1": ${order}`],
    [{ custom: 'a/b/c' }, `reading custom "a/b/c": ${order}`],
    [{ custom: '/order-1' }, `reading custom "/order-1": ${order}`],
    [{ custom: 'x'.repeat(56) }, `reading custom "${'x'.repeat(56)}": ${order}`],
    [
      { payment_status: 'completed' },
      'reading payment_status "completed": must be one of Completed, Processed, Pending, Created, Denied, Failed, Expired, Voided, Refunded, Reversed, Canceled_Reversal',
    ],
    [{ mc_currency: 'eur' }, 'reading mc_currency "eur": must be a code of three capitals such as EUR'],
    [{ mc_gross: '29.905' }, `reading mc_gross "29.905": ${euro}`],
    [{ mc_gross: '29,90' }, `reading mc_gross "29,90": ${euro}`],
    [
      { mc_gross: '1.5', mc_currency: 'JPY' },
      'reading mc_gross "1.5": must be a number with at most 0 decimals, those of JPY',
    ],
    [{ mc_gross: '1000000000000' }, 'reading mc_gross "1000000000000": must have at most 12 digits before the point'],
    [{ mc_gross: '-1' }, 'reading mc_gross "-1": must not be negative unless money went back'],
    [{ mc_gross: '0', payment_status: 'Refunded' }, 'reading mc_gross "0": must not be 0 when money went back'],
    [{ txn_id: '' }, 'reading txn_id "": must be 1 to 255 characters without spaces'],
    [{ txn_id: 'a b' }, 'reading txn_id "a b": must be 1 to 255 characters without spaces'],
  ]
  for (const [said, message] of table) t.throws(() => read(said), { outcome: 'malformed', message }, message)
})

t.test('custom can name the namespace, and an invoice the order where there is no custom', async t => {
  t.match(read({ custom: 'other/order-1' }), { order: { namespace: 'other', name: 'order-1' } })
  t.match(read({ custom: '', invoice: 'order-2' }), { order: { namespace: 'conf', name: 'order-2' } })
  t.match(read({ custom: 'order-1', invoice: 'Nr. 7' }), { order: { name: 'order-1' } })
  const message = 'reading invoice "Nr. 7": must be the name of an order, or namespace/order'
  t.throws(() => read({ custom: '', invoice: 'Nr. 7' }), { outcome: 'malformed', message })
})

t.test('an order must be named', async t => {
  const fields = readFormFields(Buffer.from('payment_status=Completed&mc_gross=29.90&mc_currency=EUR&txn_id=t-1'))
  const message = 'reading custom: must be there'
  t.throws(() => readPaypalReport(fields, { namespace: 'conf' }), { outcome: 'malformed', message })
})

t.test('a txn_id must be there where no bytes can stand for it', async t => {
  const fields = readFormFields(Buffer.from('custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR'))
  const message = 'reading txn_id: must be there'
  t.throws(() => readPaypalReport(fields, { namespace: 'conf' }), { outcome: 'malformed', message })
})

t.test('messages of other things are no payments', async t => {
  const ignored = (body: string) => readIgnored(readFormFields(Buffer.from(body)))
  t.strictSame(ignored('txn_type=new_case&custom=order-1'), { ignored: 'txn_type "new_case" is no payment' })
  t.strictSame(ignored('txn_type=adjustment&payment_status=Completed&mc_gross=-29.90'), {
    ignored: 'txn_type "adjustment" is no payment',
  })
  t.equal(ignored('txn_type=web_accept&payment_status=Completed'), undefined)
  t.equal(ignored('custom=order-1'), undefined)
})
