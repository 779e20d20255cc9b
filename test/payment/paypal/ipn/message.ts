import t from 'tap'
import { readFormFields } from '../../../../hooks/payment/body/form-fields.ts'
import {
  readIgnored,
  readPaypalDate,
  readPaypalMessage,
  readPaypalNaming,
} from '../../../../hooks/payment/paypal/ipn/message.ts'

const usual = { custom: 'order-1', payment_status: 'Completed', mc_gross: '29.90', mc_currency: 'EUR', txn_id: 't-1' }

type Said = Partial<Record<keyof typeof usual | 'invoice' | 'payment_date' | 'mc_fee' | 'parent_txn_id', string>>

const fieldsOf = (said: Said) => readFormFields(Buffer.from(new URLSearchParams({ ...usual, ...said }).toString()))
const read = (said: Said) => readPaypalMessage(fieldsOf(said))
const name = (said: Said) => readPaypalNaming(fieldsOf(said))

t.test('a callback has a transaction', async t => {
  const message = {
    provider: 'PAYPAL',
    transactionId: 't-1',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  }
  t.strictSame(read({}), message)
  t.strictSame(read({ mc_gross: '29.9' }), message)
  t.strictSame(read({ payment_date: '08:00:00 Nov 20, 2026 PST', mc_fee: '1.2', parent_txn_id: 't-0' }), {
    ...message,
    occurredAt: '2026-11-20T16:00:00Z',
    fee: '1.20',
  })
  t.match(read({ payment_status: 'Refunded', parent_txn_id: 't-0' }), { parentTransactionId: 't-0' })
  t.match(read({ payment_date: 'heute', mc_fee: 'free' }), { occurredAt: undefined, fee: undefined })
})

t.test('a callback names its order by custom, or by invoice, in any charset, or not at all', async t => {
  const order = { reference: { field: 'custom', text: 'order-1' }, parent: undefined }
  t.strictSame(name({}), order)
  t.strictSame(name({ custom: 'order-1', invoice: 'Nr. 7' }), order)
  t.strictSame(name({ custom: '', invoice: 'Nr. 7' }), { ...order, reference: { field: 'invoice', text: 'Nr. 7' } })
  t.strictSame(name({ custom: '' }), { reference: undefined, parent: undefined })
  const latin = readPaypalNaming(readFormFields(Buffer.from('custom=M\xfcller', 'latin1')))
  t.strictSame(latin, { ...order, reference: { field: 'custom', text: 'M\xfcller' } })
})

t.test('it also names the payment that it takes back, if it takes one back', async t => {
  const parents = ['Refunded', 'Reversed', 'Canceled_Reversal', 'Completed', 'Paid'].map(
    payment_status => name({ payment_status, parent_txn_id: 't-0' }).parent,
  )
  t.strictSame(parents, ['t-0', 't-0', 't-0', undefined, undefined])
  for (const parent_txn_id of ['', 'a b'])
    t.equal(name({ payment_status: 'Refunded', parent_txn_id }).parent, undefined)
})

t.test('nothing else is read to find the order: other shops write what they like', async t => {
  const foreign = { payment_status: 'Paid', mc_gross: 'free', mc_currency: 'gold', txn_id: 'a b', parent_txn_id: 'a b' }
  t.match(name(foreign), { reference: { text: 'order-1' } })
  t.match(readPaypalNaming(readFormFields(Buffer.from('custom=user_42'))), { reference: { text: 'user_42' } })
})

t.test('a callback may lack a txn_id', async t => {
  const body = 'payment_status=Completed&mc_gross=29.90&mc_currency=EUR'
  t.match(readPaypalMessage(readFormFields(Buffer.from(body))), { transactionId: undefined })
})

t.test('each status becomes one of six states, and money that went back is negative', async t => {
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

t.test('an impossible field is refused by its name', async t => {
  const euro = 'it must be a number with at most 2 decimals, those of EUR'
  const table: [Said, string][] = [
    [
      { payment_status: 'completed' },
      'Cannot read payment_status "completed": it must be one of Completed, Processed, Pending, Created, Denied, Failed, Expired, Voided, Refunded, Reversed, Canceled_Reversal',
    ],
    [{ mc_currency: 'eur' }, 'Cannot read mc_currency "eur": it must be a code of three capitals such as EUR'],
    [{ mc_gross: '29.905' }, `Cannot read mc_gross "29.905": ${euro}`],
    [{ mc_gross: '29,90' }, `Cannot read mc_gross "29,90": ${euro}`],
    [
      { mc_gross: '1.5', mc_currency: 'JPY' },
      'Cannot read mc_gross "1.5": it must be a number with at most 0 decimals, those of JPY',
    ],
    [
      { mc_gross: '1000000000000' },
      'Cannot read mc_gross "1000000000000": it must have at most 12 digits before the point',
    ],
    [{ mc_gross: '-1' }, 'Cannot read mc_gross "-1": it must not be negative unless money went back'],
    [{ mc_gross: '0', payment_status: 'Refunded' }, 'Cannot read mc_gross "0": it must not be 0 when money went back'],
    [{ txn_id: '' }, 'Cannot read txn_id "": it must be 1 to 255 printable ASCII characters without spaces'],
    [
      { parent_txn_id: 'a b', payment_status: 'Refunded' },
      'Cannot read parent_txn_id "a b": it must be 1 to 255 printable ASCII characters without spaces',
    ],
    [{ txn_id: 'a b' }, 'Cannot read txn_id "a b": it must be 1 to 255 printable ASCII characters without spaces'],
  ]
  for (const [said, message] of table) t.throws(() => read(said), { outcome: 'malformed', message }, message)
})

t.test('messages about other things are no payments', async t => {
  const ignored = (body: string) => readIgnored(readFormFields(Buffer.from(body)))
  t.strictSame(ignored('txn_type=new_case&custom=order-1'), { ignored: 'txn_type "new_case" is no payment' })
  t.strictSame(ignored('txn_type=adjustment&payment_status=Completed&mc_gross=-29.90'), {
    ignored: 'txn_type "adjustment" is no payment',
  })
  t.equal(ignored('txn_type=web_accept&payment_status=Completed'), undefined)
  t.equal(ignored('custom=order-1'), undefined)
})

t.test("a date of PayPal's is Pacific time, in winter and in summer", async t => {
  t.equal(readPaypalDate('08:00:00 Nov 20, 2026 PST'), '2026-11-20T16:00:00Z')
  t.equal(readPaypalDate('23:30:00 Jul 1, 2026 PDT'), '2026-07-02T06:30:00Z')
})

t.test('any other text is no date', async t => {
  for (const text of [
    undefined,
    '',
    'yesterday',
    '2026-11-20T08:00:00Z',
    '08:00:00 Nov 20, 2026 CET',
    '08:00:00 Nov 40, 2026 PST',
  ])
    t.equal(readPaypalDate(text), undefined, String(text))
})
