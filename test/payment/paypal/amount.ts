import t from 'tap'
import { readCurrency, readFee, readGross } from '../../../hooks/payment/paypal/amount.ts'

t.test('an amount has the decimals of its currency, and is negative when money went back', async t => {
  const table = [
    ['29.9', 'EUR', 'Completed', '29.90'],
    ['2990', 'JPY', 'Pending', '2990'],
    ['9899.00', 'JPY', 'Completed', '9899'],
    ['29.9000', 'EUR', 'Completed', '29.90'],
    ['29.90', 'EUR', 'Refunded', '-29.90'],
    ['-29.90', 'EUR', 'Reversed', '-29.90'],
    ['5', 'EUR', 'ReversalCanceled', '5.00'],
  ] as const
  for (const [gross, currency, state, is] of table) {
    t.equal(readGross(gross, { field: 'mc_gross', currency, state }), is, `${state} ${gross} ${currency}`)
  }
  t.equal(readCurrency('EUR', 'mc_currency'), 'EUR')
})

t.test('a readable fee has the same form', async t => {
  const fees = ['1.2', '-0.35', '98.00', undefined, '', 'free', '1.255', '1234567890123456']
  t.strictSame(
    fees.map(fee => readFee(fee, 'EUR')),
    ['1.20', '-0.35', '98.00', undefined, undefined, undefined, undefined, undefined],
  )
  t.equal(readFee('98.00', 'JPY'), '98')
})

t.test('an impossible amount is refused by the name of its field', async t => {
  const message = 'Cannot read currency "eur": it must be a code of three capitals such as EUR'
  t.throws(() => readCurrency('eur', 'currency'), { outcome: 'malformed', message })
  const table = [
    ['29.', 'Completed', 'it must be a number with at most 2 decimals, those of EUR'],
    ['29.905', 'Completed', 'it must be a number with at most 2 decimals, those of EUR'],
    ['1000000000000', 'Completed', 'it must have at most 12 digits before the point'],
    ['-1', 'Completed', 'it must not be negative unless money went back'],
    ['0', 'Refunded', 'it must not be 0 when money went back'],
  ] as const
  for (const [gross, state, must] of table) {
    const message = `Cannot read value "${gross}": ${must}`
    const read = () => readGross(gross, { field: 'value', currency: 'EUR', state })
    t.throws(read, { outcome: 'malformed', message }, gross)
  }
})
