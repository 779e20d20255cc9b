import t from 'tap'
import { amount, celList, currency, price, sum } from '../../../hooks/schema/crd/money.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const description = 'What it is.'
const messages = (schema: object) =>
  (schema as { 'x-kubernetes-validations': { message: string }[] })['x-kubernetes-validations'].map(
    rule => rule.message,
  )

t.test('a price is a number of at least 0, and its own rules come after the two decimals', async t => {
  const rules = [{ rule: 'self == oldSelf', message: 'must not change' }]
  t.strictSame(messages(price({ description })), ['must have at most two decimals'])
  t.strictSame(messages(price({ description, rules })), ['must have at most two decimals', 'must not change'])
  t.equal(misfit(price({ description }), 29.9), undefined)
  t.equal(misfit(price({ description }), -1), 'it must be >= 0')
  t.equal(misfit(price({ description }), '29.90'), 'it must be number')
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

t.test('a currency is three capital letters', async t => {
  t.equal(misfit(currency({ description, default: 'EUR' }), 'JPY'), undefined)
  for (const value of ['eur', 'EURO', 'E1R']) t.ok(misfit(currency({ description }), value), value)
})

t.equal(celList(['JPY', 'KRW']), "['JPY', 'KRW']", 'codes as CEL writes them')
t.equal(celList([]), '[]')
