import t from 'tap'
import {
  amountInMinorUnits,
  decimal,
  exponentOf,
  money,
  moneyPart,
  payableUnit,
  priceInMinorUnits,
  withoutDecimals,
  withoutDecimalsAtGateways,
  withThreeDecimals,
} from '../../hooks/rules/money.ts'
import { fc } from '../fixtures/properties.ts'

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD')

t.test('the lists of currencies are complete, and their codes have three letters', async t => {
  t.equal(withoutDecimals.length, 17)
  t.equal(withThreeDecimals.length, 7)
  t.ok(
    [...withoutDecimals, ...withThreeDecimals].every(code => /^[A-Z]{3}$/.test(code)),
    'every code has three letters',
  )
  t.strictSame(withoutDecimalsAtGateways, ['HUF', 'TWD'])
  t.notOk(
    withoutDecimals.some(code => withThreeDecimals.includes(code)),
    'no currency is in both lists',
  )
})

t.strictSame(['EUR', 'JPY', 'KWD'].map(exponentOf), [2, 0, 3], 'digits behind the point are those of ISO 4217')

t.equal(money(2990n, 'EUR'), '29.90 EUR', 'money is an amount and its currency')
t.equal(money(2990n, undefined), '29.90', 'money whose currency is not known yet is an amount of two digits')

t.strictSame(
  [moneyPart(1000n, 2990n, 'EUR'), moneyPart(0n, 3000n, 'JPY'), moneyPart(0n, 2990n, undefined)],
  ['10.00 of 29.90 EUR', '0 of 3000 JPY', '0.00 of 29.90'],
  'a part of an amount names its currency once',
)

t.test('29.9 less 9.8 is 20.10, which doubles cannot express', async t => {
  t.not(29.9 - 9.8, 20.1)
  const rest = (priceInMinorUnits(29.9, 'EUR') ?? 0n) - (priceInMinorUnits(9.8, 'EUR') ?? 0n)
  t.equal(decimal(rest, 'EUR'), '20.10')
})

t.test('a price is read in the digits of its currency, or not at all', async t => {
  const table: [number, string, bigint | undefined][] = [
    [29.9, 'EUR', 2990n],
    [19.99, 'EUR', 1999n],
    [20.1, 'EUR', 2010n],
    [19.99 - 10, 'EUR', 999n],
    [0, 'EUR', 0n],
    [0.0000001, 'EUR', undefined],
    [1e-11, 'EUR', undefined],
    [29.90001, 'EUR', undefined],
    [29.905, 'EUR', undefined],
    [1.005, 'EUR', undefined],
    [1_000_000_000, 'EUR', 100_000_000_000n],
    [2000, 'JPY', 2000n],
    [29.5, 'JPY', undefined],
    [0.0001, 'JPY', undefined],
    [29.9, 'KWD', 29_900n],
  ]
  for (const [price, code, minor] of table) t.equal(priceInMinorUnits(price, code), minor, `${price} ${code}`)
})

t.test('a price is the nearest amount if it is as near as version 0.2.0 stored it', async t => {
  t.equal(Math.fround(29.9), 29.899999618530273)
  for (const near of [Math.fround(29.9), 29.900000999, 29.899999001, 29.900000001])
    t.equal(priceInMinorUnits(near, 'EUR'), 2990n, `${near} EUR`)
  t.equal(priceInMinorUnits(1999.9999991, 'JPY'), 2000n)
  t.equal(priceInMinorUnits(29.900000999, 'KWD'), 29_900n)
})

t.test('an amount is read exactly, or not at all', async t => {
  const table: [string, string, bigint | undefined][] = [
    ['29.90', 'EUR', 2990n],
    ['29.9', 'EUR', 2990n],
    ['29', 'EUR', 2900n],
    ['-10.00', 'EUR', -1000n],
    ['-0.05', 'EUR', -5n],
    ['29.905', 'EUR', undefined],
    ['1.5', 'JPY', undefined],
    ['15', 'JPY', 15n],
    ['1.505', 'KWD', 1505n],
    ['', 'EUR', undefined],
    ['1e3', 'EUR', undefined],
    ['1,50', 'EUR', undefined],
    ['+1', 'EUR', undefined],
    [' 1', 'EUR', undefined],
    ['1.', 'EUR', undefined],
    ['.5', 'EUR', undefined],
    ['1234567890123456789', 'EUR', undefined],
  ]
  for (const [amount, code, minor] of table) t.equal(amountInMinorUnits(amount, code), minor, `"${amount}" ${code}`)
})

t.test('every written amount is read back, in every currency', async () => {
  const minor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n })
  fc.assert(fc.property(minor, currency, (value, code) => amountInMinorUnits(decimal(value, code), code) === value))
})

t.test('every price of two decimals is exact in currencies of two or three decimals', async () => {
  const cents = fc.integer({ min: 0, max: 100_000_000_000 })
  fc.assert(
    fc.property(cents, value => {
      return (
        priceInMinorUnits(value / 100, 'EUR') === BigInt(value) &&
        priceInMinorUnits(value / 100, 'KWD') === BigInt(value) * 10n
      )
    }),
  )
})

t.test('a price is a whole number of units that a manifest can state and a gateway accepts', async t => {
  const table: [code: string, unit: bigint][] = [
    ['EUR', 1n],
    ['JPY', 1n],
    ['KWD', 10n],
    ['HUF', 100n],
    ['TWD', 100n],
  ]
  for (const [code, unit] of table) t.equal(payableUnit(code), unit, code)
  for (const code of [...withThreeDecimals, ...withoutDecimalsAtGateways]) {
    t.equal(priceInMinorUnits(Number(decimal(payableUnit(code), code)), code), payableUnit(code), code)
  }
})
