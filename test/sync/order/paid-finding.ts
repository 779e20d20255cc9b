import t from 'tap'
import { paidFinding } from '../../../hooks/sync/order/paid-finding.ts'
import { anEntry, decision, factsOf } from '../../fixtures/rules/facts.ts'

type Entries = ReturnType<typeof anEntry>[]

/** Status, reason and message of the condition. */
function paid(said: Parameters<typeof factsOf>[0], ...entries: Entries): string[] {
  const { type, status, reason, message } = paidFinding(factsOf(said, entries))
  t.equal(type, 'Paid')
  return [status, reason, message]
}

const refund = (gross: string) => anEntry(gross, { state: 'Refunded' })

t.test('the price is paid, in part or in full', async t => {
  t.strictSame(paid({}), ['False', 'AwaitingPayment', '0.00 of 29.90 EUR is paid'])
  t.strictSame(paid({}, anEntry('10.00')), ['False', 'Underpaid', '10.00 of 29.90 EUR is paid'])
  t.strictSame(paid({}, anEntry('29.90')), ['True', 'PaymentReceived', '29.90 of 29.90 EUR is paid'])
  t.strictSame(paid({}, anEntry('40.00')), ['True', 'PaymentReceived', '40.00 of 29.90 EUR is paid'])
  t.strictSame(paid({ free: true, total: 0n }), ['True', 'FreeOrder', 'Nothing to pay'])
  t.strictSame(
    paid({ total: 0n, currency: 'JPY' }),
    ['False', 'AwaitingPayment', '0 of 0 JPY is paid'],
    'a price that its currency cannot express',
  )
})

t.test('a payment from before the order buys nothing, and the message reports it', async t => {
  const early = '29.90 EUR was paid before the order was placed and buys nothing'
  t.strictSame(paid({ paidEarly: 2990n }), ['False', 'AwaitingPayment', `0.00 of 29.90 EUR is paid; ${early}`])
})

t.test('an order without tickets to pay for says so, whatever is paid', async t => {
  const none = { quantity: 0, total: 0n }
  t.strictSame(paid(none), ['False', 'NothingOrdered', 'No tickets are ordered'])
  t.strictSame(paid(none, anEntry('98.00')), ['False', 'NothingOrdered', 'No tickets are ordered; 98.00 EUR is paid'])
  const more = '10.00 EUR more was refunded than paid'
  t.strictSame(paid(none, refund('-10.00')), ['False', 'NothingOrdered', `No tickets are ordered; ${more}`])
  const empty = { ...decision('Held', { quantity: 0 }), total: 0n }
  t.strictSame(paid(empty), ['False', 'Reserving', 'No tickets are held yet'])
  t.strictSame(paid(empty, anEntry('98.00')), ['False', 'Reserving', 'No tickets are held yet; 98.00 EUR is paid'])
})

t.test('a balance below zero is no payment', async t => {
  const more = '10.00 EUR more was refunded than paid'
  t.strictSame(paid({}, refund('-10.00')), ['False', 'AwaitingPayment', more])
  t.strictSame(paid({ reservation: undefined }, refund('-10.00')), ['False', 'AwaitingPayment', more])
})

t.test('a part refund is reported, and ends no sale', async t => {
  const sold = decision('Sold')
  const partly = (message: string) => ['False', 'PartlyRefunded', message]
  t.strictSame(paid(sold, anEntry('29.90'), refund('-10.00')), partly('10.00 of 29.90 EUR was refunded'))
  t.strictSame(paid(sold, anEntry('30.00'), refund('-29.00')), partly('29.00 of 30.00 EUR was refunded'))
  const table: [entries: Entries, expected: string[]][] = [
    [
      [anEntry('40.00'), refund('-10.10')],
      ['True', 'PaymentReceived', '29.90 of 29.90 EUR is paid'],
    ],
    [
      [anEntry('29.90'), refund('-29.90')],
      ['False', 'AwaitingPayment', '0.00 of 29.90 EUR is paid'],
    ],
    [
      [anEntry('29.00'), refund('-1.00')],
      ['False', 'Underpaid', '28.00 of 29.90 EUR is paid'],
    ],
  ]
  for (const [entries, expected] of table) t.strictSame(paid(sold, ...entries), expected)
})
