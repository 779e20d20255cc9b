import t from 'tap'
import { type Amount, amountsField, amountsText, readOwnAmount } from '../../hooks/rules/amounts-text.ts'
import { fc } from '../fixtures/properties.ts'
import { frozen } from '../fixtures/requests.ts'

const euros = (amount: bigint) => ({ amount, currency: 'EUR' })
const dollars = frozen({ amount: 500n, currency: 'USD' })
const others = [...'ABCDEFGHIJK'].map(letter => ({ amount: 500n, currency: `AA${letter}` }))

t.test('does not change its arguments', async t => {
  const amounts = [euros(2990n), ...others]
  const before = structuredClone(amounts)
  amountsText(amounts, 'EUR')
  amountsField(amounts, 'EUR')
  t.strictSame(amounts, before)
})

t.test('amounts in words, and as a field of the status', async t => {
  const ten = others.slice(0, 10)
  const tenTexts = ten.map(({ currency }) => `5.00 ${currency}`)
  const table: [amounts: Amount[], own: string | undefined, words: string | undefined, field: string | undefined][] = [
    [[], 'EUR', undefined, undefined],
    [[], undefined, undefined, undefined],
    [[euros(2990n)], 'EUR', '29.90 EUR', '29.90'],
    [[{ amount: 3000n, currency: 'JPY' }], 'JPY', '3000 JPY', '3000'],
    [[euros(2990n), dollars], 'EUR', '29.90 EUR and 5.00 USD', '29.90 EUR and 5.00 USD'],
    [[dollars], 'EUR', '5.00 USD', '5.00 USD'],
    [[{ amount: 2990n, currency: undefined }], undefined, '29.90', '29.90'],
    [[dollars], undefined, '5.00 USD', '5.00 USD'],
    [ten, 'EUR', tenTexts.join(' and '), tenTexts.join(' and ')],
  ]
  for (const [amounts, own, words, field] of table) {
    t.strictSame([amountsText(amounts, own), amountsField(amounts, own)], [words, field])
  }
  const more = `${tenTexts.join(' and ')} and money in further currencies`
  t.equal(amountsField(others, 'EUR'), more)
  t.equal(amountsField([euros(1n), ...others], 'EUR'), `0.01 EUR and ${more}`)
})

t.test('the amount of the own currency can be read again', async t => {
  t.equal(readOwnAmount('29.90', 'EUR'), 2990n)
  t.equal(readOwnAmount('3000', 'JPY'), 3000n)
  t.equal(readOwnAmount('29.90 EUR and 5.00 USD', 'EUR'), 2990n)
  t.equal(readOwnAmount('5.00 USD', 'EUR'), 0n)
  t.equal(readOwnAmount('5.00 USD and 7.00 ZAR', 'EUR'), 0n)
  t.equal(readOwnAmount('29.905', 'EUR'), 0n, 'no amount of that currency')
  t.equal(readOwnAmount('', 'EUR'), 0n)
  const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD')
  fc.assert(
    fc.property(currency, fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.boolean(), (own, amount, isAlone) => {
      const field = amountsField([{ amount, currency: own }, ...(isAlone ? [] : others)], own)
      return readOwnAmount(field ?? '', own) === amount
    }),
  )
})
