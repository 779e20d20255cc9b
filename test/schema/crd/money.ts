import t from 'tap'
import { priceInMinorUnits } from '../../../hooks/rules/money.ts'
import {
  amount,
  celList,
  currency,
  price,
  storablePlanPrice,
  storablePrice,
  sum,
  sums,
} from '../../../hooks/schema/crd/money.ts'
import { fc } from '../../fixtures/properties.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const description = 'What it is.'
const rulesOf = (schema: object) =>
  (schema as { 'x-kubernetes-validations': { rule: string; message: string }[] })['x-kubernetes-validations']
const messages = (schema: object) => rulesOf(schema).map(rule => rule.message)

t.test('a price is a number of at least 0; its own rules come after the rule on two decimals', async t => {
  const rules = [{ rule: 'self == oldSelf', message: 'must not change' }]
  t.strictSame(messages(price({ description })), ['must have at most two decimals'])
  t.strictSame(messages(price({ description, rules })), ['must have at most two decimals', 'must not change'])
  t.equal(misfit(price({ description }), 29.9), undefined)
  t.equal(misfit(price({ description }), -1), 'it must be >= 0')
  t.equal(misfit(price({ description }), '29.90'), 'it must be number')
})

t.test('the rule compares a price with the nearest amount of cents, and only 0 is free', async t => {
  const cents = 'double(int(self * 100.0 + 0.5)) / 100.0'
  t.strictSame(
    rulesOf(price({ description })).map(({ rule }) => rule),
    [`self - ${cents} < 0.000002 && ${cents} - self < 0.000002 && (self == 0.0 || self > 0.001)`],
  )
})

t.test('a price that the API server refuses has a nearest one that it accepts', async t => {
  for (const accepted of [0, 0.01, 19.99 - 10, 29.9, Math.fround(29.9), 1_000_000_000])
    t.equal(storablePrice(accepted), accepted)
  for (const [refused, nearest] of [
    [0.0000001, 0],
    [1e-11, 0],
    [29.905, 29.91],
    [29.90001, 29.9],
  ] as const)
    t.equal(storablePrice(refused), nearest)
})

t.test('the price of a plan in a currency without decimals is rounded down, but never to 0', async t => {
  for (const [price, currency, stored] of [
    [29.9, 'EUR', 29.9],
    [29.9, 'KWD', 29.9],
    [29.90001, 'EUR', 29.9],
    [30, 'HUF', 30],
    [29.9, 'HUF', 29],
    [29.999999999, 'HUF', 30],
    [29.99, 'TWD', 29],
    [29.5, 'JPY', 29],
    [0.5, 'HUF', 1],
    [0.0000001, 'HUF', 0],
    [0, 'HUF', 0],
  ] as const)
    t.equal(storablePlanPrice(price, currency), stored, `${price} ${currency}`)
})

t.test('the sale reads every price that the API server accepts, and no other', async () => {
  const cents = fc.integer({ min: 0, max: 100_000_000_000 }).map(value => value / 100)
  const calculated = fc.tuple(cents, cents).map(([one, other]) => Math.abs(one - other))
  const any = fc.double({ min: 0, max: 1_000_000_000, noNaN: true })
  const small = fc.double({ min: 0, max: 0.02, noNaN: true })
  fc.assert(
    fc.property(fc.oneof(cents, calculated, any, small), value => {
      const isRead = priceInMinorUnits(value, 'EUR') !== undefined
      return isRead === (storablePrice(value) === value) && priceInMinorUnits(storablePrice(value), 'EUR') !== undefined
    }),
  )
})

t.test('an amount is a signed decimal string', async t => {
  for (const value of ['0', '29.90', '-10.00', '9.995', '999999999999.999']) {
    t.equal(misfit(amount({ description }), value), undefined, value)
  }
  for (const value of ['', '29,90', '+1', '.5', '1.', '1.2345', '1e3', '1000000000000']) {
    t.match(misfit(amount({ description }), value), /^it must (match pattern|NOT have fewer)/, value)
  }
})

t.equal(misfit(sum({ description }), '999999999999999999.99'), undefined, 'a million of the largest amounts have a sum')
t.match(misfit(sum({ description }), '1000000000000000000'), /^it must match pattern/)
for (const text of ['29.90', '3000', '5.00 USD', '29.90 EUR and 5.00 USD and money in further currencies']) {
  t.equal(misfit(sums({ description }), text), undefined, text)
}
for (const text of ['-1.00', '29.90 ', '29.90 eur', '29.90 EUR and ', '29,90'])
  t.match(misfit(sums({ description }), text), /^it must match pattern/, text)

t.test('a currency is three capital letters', async t => {
  t.equal(misfit(currency({ description, default: 'EUR' }), 'JPY'), undefined)
  for (const value of ['eur', 'EURO', 'E1R']) t.ok(misfit(currency({ description }), value), value)
})

t.equal(celList(['JPY', 'KRW']), "['JPY', 'KRW']", 'codes as CEL writes them')
t.equal(celList([]), '[]')
