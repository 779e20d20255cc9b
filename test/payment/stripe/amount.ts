import t from 'tap'
import { stripeAmount } from '../../../hooks/payment/stripe/amount.ts'
import { amountInMinorUnits, exponentOf } from '../../../hooks/rules/money.ts'
import { fc } from '../../fixtures/properties.ts'

const read = (amount: unknown, currency: unknown, isReturned = false) =>
  stripeAmount({ amount, currency }, { field: 'amount', isReturned })

t.test('an amount is in the smallest unit of its currency, as Stripe counts it', async t => {
  const table: [number, string, string][] = [
    [2990, 'eur', '29.90'],
    [5, 'eur', '0.05'],
    [0, 'eur', '0.00'],
    [2990, 'jpy', '2990'],
    [5120, 'kwd', '5.120'],
    [500, 'isk', '5'],
    [500, 'ugx', '5'],
    [500, 'mga', '500.00'],
    [99_999_999_999_999, 'eur', '999999999999.99'],
  ]
  for (const [amount, currency, gross] of table) {
    t.strictSame(read(amount, currency), { gross, currency: currency.toUpperCase() }, `${amount} ${currency}`)
  }
  t.strictSame(read(2990, 'eur', true), { gross: '-29.90', currency: 'EUR' })
})

t.test('an impossible amount is refused by the name of its field', async t => {
  const units = (currency: string) =>
    `Cannot read amount: it must be a whole number of the smallest unit of ${currency}`
  const code = 'Cannot read currency: it must be three lower-case letters such as eur'
  const table: [unknown, unknown, string][] = [
    [29.9, 'eur', units('EUR')],
    [-1, 'eur', units('EUR')],
    ['2990', 'eur', units('EUR')],
    [undefined, 'eur', units('EUR')],
    [2 ** 53, 'eur', units('EUR')],
    [100_000_000_000_000, 'eur', units('EUR')],
    [550, 'isk', units('ISK')],
    [2990, 'EUR', code],
    [2990, 'euro', code],
    [2990, undefined, code],
  ]
  for (const [amount, currency, message] of table) {
    t.throws(() => read(amount, currency), { outcome: 'malformed', message }, `${amount} ${currency}`)
  }
  const message = 'Cannot read amount: it must not be 0 when money went back'
  t.throws(() => read(0, 'eur', true), { outcome: 'malformed', message })
})

t.test('no digit is lost, whatever the decimals', async () => {
  const currency = fc.constantFrom('eur', 'jpy', 'kwd', 'mga')
  fc.assert(
    fc.property(fc.nat(1_000_000_000), currency, (amount, code) => {
      const { gross, currency } = read(amount, code)
      const factor = code === 'mga' ? 10n ** BigInt(exponentOf(currency)) : 1n
      return amountInMinorUnits(gross, currency) === BigInt(amount) * factor
    }),
  )
})
