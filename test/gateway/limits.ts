import t from 'tap'
import { refusalOfAmount } from '../../hooks/gateway/limits.ts'

t.test('the smallest amounts of Stripe depend on the currency', async t => {
  const table: [string, string, string | undefined][] = [
    ['0.49', 'EUR', '0.50'],
    ['0.50', 'EUR', undefined],
    ['49', 'JPY', '50'],
    ['174.99', 'HUF', '175.00'],
    ['0.01', 'GEL', undefined],
    ['0.00', 'GEL', '0.01'],
    ['0.010', 'KWD', undefined],
  ]
  for (const [amount, currency, limit] of table) {
    const message = `Stripe takes ${limit} ${currency} or more`
    const expected = limit === undefined ? undefined : { reason: 'minimum', limit, message }
    t.strictSame(refusalOfAmount('STRIPE', amount, currency), expected, `${amount} ${currency}`)
  }
})

t.test('the largest amounts have a number of digits', async t => {
  const table: ['STRIPE' | 'PAYPAL', string, string, string][] = [
    ['STRIPE', '1000000.00', 'EUR', '999999.99'],
    ['STRIPE', '10000000.00', 'INR', '9999999.99'],
    ['STRIPE', '1000000', 'ISK', '999999'],
    ['STRIPE', '100000000.00', 'MGA', '99999999.00'],
    ['STRIPE', '100000.000', 'KWD', '99999.990'],
    ['PAYPAL', '1000000000000.00', 'EUR', '999999999999.99'],
    ['PAYPAL', '1000000000000', 'JPY', '999999999999'],
  ]
  for (const [provider, amount, currency, limit] of table) {
    const name = provider === 'STRIPE' ? 'Stripe' : 'PayPal'
    const message = `${name} takes ${limit} ${currency} at most`
    t.strictSame(refusalOfAmount(provider, amount, currency), { reason: 'maximum', limit, message })
    t.equal(refusalOfAmount(provider, limit, currency), undefined, `${limit} ${currency}`)
  }
})

t.test('decimals that a gateway does not take are refused', async t => {
  const table: ['STRIPE' | 'PAYPAL', string, string, string][] = [
    ['STRIPE', '10.005', 'KWD', '0.010'],
    ['STRIPE', '10.50', 'MGA', '1.00'],
    ['STRIPE', '10.505', 'EUR', '0.01'],
    ['PAYPAL', '10.50', 'HUF', '1.00'],
    ['PAYPAL', '10.5', 'JPY', '1'],
  ]
  for (const [provider, amount, currency, limit] of table) {
    const name = provider === 'STRIPE' ? 'Stripe' : 'PayPal'
    const message = `${name} takes whole multiples of ${limit} ${currency}`
    t.strictSame(refusalOfAmount(provider, amount, currency), { reason: 'decimals', limit, message })
  }
  t.equal(refusalOfAmount('STRIPE', '1000.50', 'HUF'), undefined, 'Stripe charges hundredths of a forint')
  t.equal(refusalOfAmount('PAYPAL', '1000.00', 'HUF'), undefined)
})

t.test('PayPal takes 25 currencies, and no gateway takes a code that is no currency', async t => {
  t.strictSame(refusalOfAmount('PAYPAL', '10.00', 'RON'), { reason: 'currency', message: 'PayPal does not take RON' })
  t.equal(refusalOfAmount('PAYPAL', '0.01', 'EUR'), undefined)
  t.equal(refusalOfAmount('STRIPE', '10.00', 'RON'), undefined)
  for (const [provider, name] of [
    ['STRIPE', 'Stripe'],
    ['PAYPAL', 'PayPal'],
  ] as const) {
    t.strictSame(refusalOfAmount(provider, '10.00', 'ZZZ'), {
      reason: 'currency',
      message: `${name} does not take ZZZ`,
    })
  }
})
