import t from 'tap'
import type { Ledger } from '../../../hooks/rules/ledger.ts'
import { amountInMinorUnits } from '../../../hooks/rules/money.ts'
import { amountsDisputed, amountsDue, isUndecided, refundDue } from '../../../hooks/rules/order/refund.ts'
import { fc } from '../../fixtures/properties.ts'
import { frozen } from '../../fixtures/requests.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aLedger } from '../../fixtures/rules/money.ts'

const bill = frozen({ total: 2990n, currency: 'EUR' })

t.test('does not change its arguments', async t => {
  const ledger = aLedger({ paid: 5000n, foreign: new Map([['USD', 100n]]) })
  const before = structuredClone(ledger)
  refundDue(true, ledger, bill)
  t.strictSame(ledger, before)
})

t.test('money that buys nothing must be refunded', async t => {
  const dollars = new Map([['USD', 500n]])
  const table: [why: string, buys: boolean, ledger: Partial<Ledger>, expected: string | undefined][] = [
    ['nothing was paid', true, {}, undefined],
    ['paid in part', true, { paid: 1000n }, undefined],
    ['paid in full', true, { paid: 2990n }, undefined],
    ['a cent too much', true, { paid: 2991n }, '0.01 EUR'],
    ['paid twice', true, { paid: 5980n }, '29.90 EUR'],
    ['paid for an order that buys nothing', false, { paid: 2990n }, '29.90 EUR'],
    ['nothing was paid for an order that buys nothing', false, {}, undefined],
    ['refunded already', false, { paid: 0n, received: 2990n, refunded: true }, undefined],
    ['more refunded than paid', false, { paid: -100n }, undefined],
    ['another currency', true, { foreign: dollars }, '5.00 USD'],
    ['both', true, { paid: 3000n, foreign: dollars }, '0.10 EUR and 5.00 USD'],
    ['another currency does not pay for what is missing', true, { paid: 1000n, foreign: dollars }, '5.00 USD'],
    ['another currency, refunded', true, { foreign: new Map([['USD', 0n]]) }, undefined],
    [
      'as many currencies as fit a message',
      true,
      { foreign: new Map([...'ABCDEFGHIJ'].map(letter => [`AA${letter}`, 500n])) },
      [...'ABCDEFGHIJ'].map(letter => `5.00 AA${letter}`).join(' and '),
    ],
    [
      'more currencies than fit a message',
      false,
      { paid: 100n, foreign: new Map([...'ABCDEFGHIJK'].map(letter => [`AA${letter}`, 500n])) },
      `1.00 EUR and ${[...'ABCDEFGHIJ'].map(letter => `5.00 AA${letter}`).join(' and ')} and money in further currencies`,
    ],
    ['an open dispute took it', false, { paid: 2990n, disputed: new Map([['EUR', 2990n]]) }, undefined],
    ['… or a part of it', false, { paid: 2990n, disputed: new Map([['EUR', 1000n]]) }, '19.90 EUR'],
    ['… of an order that buys tickets', true, { paid: 5980n, disputed: new Map([['EUR', 2990n]]) }, undefined],
    ['… in another currency', true, { foreign: dollars, disputed: new Map([['USD', 200n]]) }, '3.00 USD'],
    ['another currency, refunded twice', true, { foreign: new Map([['USD', -500n]]) }, undefined],
    [
      'two others',
      false,
      {
        foreign: new Map([
          ['JPY', 3000n],
          ['USD', 500n],
        ]),
      },
      '3000 JPY and 5.00 USD',
    ],
  ]
  for (const [why, buys, ledger, expected] of table) t.equal(refundDue(buys, aLedger(ledger), bill), expected, why)
})

t.test('without a known currency the amount stands alone', async t => {
  t.equal(refundDue(false, aLedger({ paid: 2990n }), { total: 2990n, currency: undefined }), '29.90')
})

t.test('the amounts that are due have their currencies', async t => {
  const ledger = aLedger({ paid: 3000n, foreign: new Map([['USD', 500n]]) })
  const amounts = [
    { amount: 10n, currency: 'EUR' },
    { amount: 500n, currency: 'USD' },
  ]
  t.strictSame(amountsDue(true, ledger, bill), amounts)
  t.strictSame(amountsDue(true, aLedger(), bill), [])
})

t.test('disputed money is that of an open dispute', async t => {
  const disputed = new Map([
    ['AUD', 100n],
    ['EUR', 2990n],
    ['USD', 500n],
  ])
  const inOrder = [
    { amount: 2990n, currency: 'EUR' },
    { amount: 100n, currency: 'AUD' },
    { amount: 500n, currency: 'USD' },
  ]
  t.strictSame(amountsDisputed(aLedger({ dispute: 'open', disputed }), 'EUR'), inOrder)
  t.strictSame(amountsDisputed(aLedger({ dispute: 'settled' }), 'EUR'), [])
  t.strictSame(amountsDisputed(aLedger(), 'EUR'), [])
  const unknown = amountsDisputed(aLedger({ dispute: 'open' }), 'EUR')
  t.strictSame(unknown, [{ amount: 0n, currency: 'EUR' }], 'a dispute without an amount is shown too')
})

t.test('money of an order on which the box office has not decided', async t => {
  const reservation = aReservation()
  const lapsed = aReservation({ decision: 'Released', reason: 'Expired' })
  const facts = { cancelled: false, reservation, ledger: aLedger({ paid: 2990n }), total: 2990n }
  const dollars = aLedger({ foreign: new Map([['USD', 500n]]) })
  const table: [why: string, facts: Parameters<typeof isUndecided>[0], expected: boolean][] = [
    ['held', facts, false],
    ['without a reservation', { ...facts, reservation: undefined }, true],
    ['without a reservation, in another currency', { ...facts, reservation: undefined, ledger: dollars }, true],
    ['without a reservation and money', { ...facts, reservation: undefined, ledger: aLedger() }, false],
    ['paid in full after its hold lapsed', { ...facts, reservation: lapsed }, true],
    ['paid in part after its hold lapsed', { ...facts, reservation: lapsed, total: 3000n }, false],
    ['free, after its hold lapsed', { ...facts, reservation: lapsed, total: 0n }, false],
    ['refused', { ...facts, reservation: aReservation({ decision: 'Refused', reason: 'Expired' }) }, false],
    ['without seats', { ...facts, reservation: aReservation({ decision: 'Released', reason: 'Unseated' }) }, false],
    ['cancelled', { ...facts, reservation: undefined, cancelled: true }, false],
  ]
  for (const [why, given, expected] of table) t.equal(isUndecided(given), expected, why)
})

t.test('the refund and the price of the tickets add up to the paid amount', async () => {
  const minor = fc.bigInt({ min: 0n, max: 1_000_000n })
  fc.assert(
    fc.property(fc.boolean(), minor, minor, (buys, paid, total) => {
      const [amount = '0.00'] = refundDue(buys, aLedger({ paid }), { total, currency: 'EUR' })?.split(' ') ?? []
      const bought = buys ? (paid < total ? paid : total) : 0n
      return (amountInMinorUnits(amount, 'EUR') ?? -1n) + bought === paid
    }),
  )
})
