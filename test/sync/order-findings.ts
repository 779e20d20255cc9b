import t from 'tap'
import { orderFindings } from '../../hooks/sync/order-findings.ts'
import { anEntry, decision, factsOf, stand } from '../fixtures/facts.ts'

const sold = decision('Sold')

/** Type, status, reason and message of each finding, as a table. */
function table([facts, standing]: ReturnType<typeof stand>, missing = 0) {
  return orderFindings(facts, standing, missing).map(({ type, status, reason, message }) => [
    type,
    status,
    reason,
    message,
  ])
}

t.strictSame(
  table(stand(factsOf())),
  [
    ['Reserved', 'True', 'Held', '29.90 EUR are to be paid'],
    ['Paid', 'False', 'AwaitingPayment', '0.00 EUR of 29.90 EUR are paid'],
    ['Ticketed', 'False', 'NotConfirmed', '29.90 EUR are to be paid'],
    ['RefundDue', 'False', 'NothingDue', 'No money is to be refunded'],
  ],
  'a held order waits for its payment',
)

t.strictSame(
  table(stand(factsOf({ ...decision('Sold'), tickets: 1 }, [anEntry('29.90')]))),
  [
    ['Reserved', 'True', 'Sold', 'The payment was received'],
    ['Paid', 'True', 'PaymentReceived', '29.90 EUR of 29.90 EUR are paid'],
    ['Ticketed', 'True', 'TicketsMade', 'All tickets are there: 1'],
    ['RefundDue', 'False', 'NothingDue', 'No money is to be refunded'],
  ],
  'a sold order has all it paid for',
)

t.strictSame(
  table(stand(factsOf(decision('Sold'), [anEntry('29.90')])), 1)[2],
  [
    'Ticketed',
    'False',
    'TicketsMissing',
    'Tickets that are not there yet: 1; they are tried again every 15 seconds (is a resource quota full?)',
  ],
  'a ticket that is wanted and not seen is said to be missing',
)

t.strictSame(
  table(stand(factsOf({ ...sold, quantity: 3, tickets: 1 }, [anEntry('29.90')])))[2],
  ['Ticketed', 'False', 'TicketsNotReserved', '1 of 3 tickets are there: the plan has not reserved the others'],
  'an order that asks for more than it has says so',
)

t.strictSame(
  table(stand(factsOf({ reservation: undefined, currency: undefined }))),
  [
    ['Reserved', 'Unknown', 'Reserving', 'There is no reservation of this order'],
    ['Paid', 'False', 'AwaitingPayment', '0.00 of 29.90 are paid'],
    ['Ticketed', 'False', 'NotConfirmed', 'Waiting for plan "plan" to decide (does the plan exist?)'],
    ['RefundDue', 'False', 'NothingDue', 'No money is to be refunded'],
  ],
  'an order whose plan has not answered says what it waits for',
)

t.strictSame(
  table(
    stand(
      factsOf(decision('Refused', { reason: 'PriceMismatch', message: 'It should be: 19.90' }), [anEntry('29.90')]),
    ),
  ),
  [
    ['Reserved', 'False', 'Refused', 'It should be: 19.90'],
    ['Paid', 'True', 'PaymentReceived', '29.90 EUR of 29.90 EUR are paid'],
    ['Ticketed', 'False', 'NotConfirmed', 'It should be: 19.90'],
    ['RefundDue', 'True', 'RefundDue', '29.90 EUR must be refunded'],
  ],
  'money for an order that is refused must go back',
)

t.strictSame(
  table(stand(factsOf({}, [anEntry('10.00')])))[1],
  ['Paid', 'False', 'Underpaid', '10.00 EUR of 29.90 EUR are paid'],
  'a part of the price is not enough',
)

t.strictSame(
  table(stand(factsOf({ paidEarly: 2990n })))[1],
  [
    'Paid',
    'False',
    'AwaitingPayment',
    '0.00 EUR of 29.90 EUR are paid; 29.90 EUR was paid before the order was placed and buys nothing',
  ],
  'a payment that was made before the order buys nothing, and that is said',
)

t.strictSame(
  table(stand(factsOf({ free: true, total: 0n })))[1],
  ['Paid', 'True', 'FreeOrder', 'Nothing is to be paid'],
  'a free order is paid',
)

t.strictSame(
  table(stand(factsOf({ quantity: 0, total: 0n })))[1],
  ['Paid', 'False', 'AwaitingPayment', '0.00 EUR of 0.00 EUR are paid'],
  'an order of nothing is not paid by nothing',
)

t.test('what is refunded in part is said, and ends no sale', async t => {
  const refund = (gross: string) => anEntry(gross, { state: 'Refunded' })
  const said = (...entries: ReturnType<typeof anEntry>[]) => table(stand(factsOf({ ...sold, tickets: 1 }, entries)))[1]
  const partly = (message: string) => ['Paid', 'False', 'PartlyRefunded', message]
  t.strictSame(said(anEntry('29.90'), refund('-10.00')), partly('10.00 EUR of 29.90 EUR was refunded'))
  t.strictSame(said(anEntry('30.00'), refund('-29.00')), partly('29.00 EUR of 30.00 EUR was refunded'))
  const table2 = [
    [[anEntry('40.00'), refund('-10.10')], 'True', 'PaymentReceived'],
    [[anEntry('29.90'), refund('-29.90')], 'False', 'AwaitingPayment'],
    [[anEntry('29.00'), refund('-1.00')], 'False', 'Underpaid'],
    [[anEntry('29.00')], 'False', 'Underpaid'],
  ] as const
  for (const [entries, status, reason] of table2) t.strictSame(said(...entries)?.slice(1, 3), [status, reason])
})

t.test('as long as the box office has not decided what money buys, nothing says that it is due', async t => {
  const due = (said: Partial<Parameters<typeof factsOf>[0]>, ...entries: ReturnType<typeof anEntry>[]) =>
    table(stand(factsOf(said, entries)))[3]
  const deciding = ['RefundDue', 'Unknown', 'Deciding', 'Waiting for the box office to decide what the money buys']
  const nothing = ['RefundDue', 'False', 'NothingDue', 'No money is to be refunded']
  const all = (message: string) => ['RefundDue', 'True', 'RefundDue', message]
  const unreserved = { reservation: undefined }
  t.strictSame(due(unreserved, anEntry('29.90')), deciding, 'without a reservation')
  t.strictSame(due(unreserved, anEntry('5.00', { currency: 'USD' })), deciding, 'in whatever currency')
  t.strictSame(due(unreserved), nothing)
  const expired = decision('Released', { reason: 'Expired', message: 'Late' })
  t.strictSame(due(expired, anEntry('29.90')), deciding, 'a late payment in full')
  t.strictSame(due(expired, anEntry('29.00')), all('29.00 EUR must be refunded'), 'a late one of a part')
  const unseated = decision('Released', { reason: 'Unseated', message: 'Late' })
  t.strictSame(due(unseated, anEntry('29.90')), all('29.90 EUR must be refunded'), 'one that was decided')
  t.strictSame(due({ ...expired, free: true, total: 0n }, anEntry('1.00')), all('1.00 EUR must be refunded'))
  const refused = decision('Refused', { reason: 'Expired', message: 'No' })
  t.strictSame(due(refused, anEntry('29.90')), all('29.90 EUR must be refunded'))
})

const reversed = anEntry('-29.90', { state: 'Reversed' })
const canceled = anEntry('29.90', { state: 'ReversalCanceled' })

t.strictSame(
  table(stand(factsOf({ ...sold, tickets: 1 }, [anEntry('29.90'), reversed])))[4],
  ['Disputed', 'True', 'Reversed', 'The payment is disputed: if the dispute is lost, set cancelled to true'],
  'a dispute is shown',
)

t.strictSame(
  table(stand(factsOf({ ...sold, tickets: 1 }, [canceled, anEntry('29.90'), reversed])))[4],
  ['Disputed', 'False', 'ReversalCanceled', 'The dispute was settled'],
  'a dispute that was won is over',
)
