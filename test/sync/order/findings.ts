import t from 'tap'
import { orderFindings } from '../../../hooks/sync/order/findings.ts'
import { anEntry, decision, factsOf, stand } from '../../fixtures/rules/facts.ts'

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
    ['Reserved', 'True', 'Held', 'Pay 29.90 EUR'],
    ['Paid', 'False', 'AwaitingPayment', '0.00 of 29.90 EUR is paid'],
    ['Ticketed', 'False', 'NotConfirmed', 'Pay 29.90 EUR'],
    ['RefundDue', 'False', 'NothingDue', 'Nothing to refund'],
  ],
  'a held order waits for its payment',
)

t.strictSame(
  table(stand(factsOf({ ...decision('Sold'), quantity: 2, tickets: 2 })))[2],
  ['Ticketed', 'True', 'TicketsMade', '2 of 2 tickets exist'],
  'numbers agree with their nouns and verbs',
)

t.strictSame(
  table(stand(factsOf({ ...decision('Sold'), tickets: 1 }, [anEntry('29.90')]))),
  [
    ['Reserved', 'True', 'Sold', 'The payment was received'],
    ['Paid', 'True', 'PaymentReceived', '29.90 of 29.90 EUR is paid'],
    ['Ticketed', 'True', 'TicketsMade', '1 of 1 ticket exists'],
    ['RefundDue', 'False', 'NothingDue', 'Nothing to refund'],
  ],
  'a sold order has all it paid for',
)

t.strictSame(
  table(stand(factsOf(decision('Sold'), [anEntry('29.90')])), 1)[2],
  [
    'Ticketed',
    'False',
    'TicketsMissing',
    '1 of 1 ticket could not be created; retrying every 15 s (check ResourceQuota)',
  ],
  'a desired ticket that is not observed is missing',
)

t.strictSame(
  table(stand(factsOf({ ...sold, quantity: 3, tickets: 1 }, [anEntry('29.90')])))[2],
  ['Ticketed', 'False', 'TicketsNotReserved', '1 of 3 tickets exists; the box office has not reserved the others'],
  'an order that asks for more than it has reports that',
)

const closedSale = { ...sold.reservation, reason: 'SaleClosed', message: 'Sold 1 of 3 tickets: place another order' }
t.strictSame(
  table(stand(factsOf({ ...sold, quantity: 3, tickets: 1, reservation: closedSale }, [anEntry('29.90')])))[2],
  ['Ticketed', 'False', 'TicketsNotReserved', '1 of 3 tickets exists; Sold 1 of 3 tickets: place another order'],
  'and why the box office sold no more',
)

t.strictSame(
  table(stand(factsOf({ reservation: undefined, currency: undefined }))),
  [
    ['Reserved', 'Unknown', 'Reserving', 'The order has no reservation'],
    ['Paid', 'False', 'AwaitingPayment', '0.00 of 29.90 is paid'],
    ['Ticketed', 'False', 'NotConfirmed', 'Waiting for the box office to decide (does plan "plan" exist?)'],
    ['RefundDue', 'False', 'NothingDue', 'Nothing to refund'],
  ],
  'an undecided order reports its wait',
)

t.strictSame(
  table(
    stand(
      factsOf(decision('Refused', { reason: 'PriceMismatch', message: 'It should be: 19.90' }), [anEntry('29.90')]),
    ),
  ),
  [
    ['Reserved', 'False', 'Refused', 'It should be: 19.90'],
    ['Paid', 'True', 'PaymentReceived', '29.90 of 29.90 EUR is paid'],
    ['Ticketed', 'False', 'NotConfirmed', 'It should be: 19.90'],
    ['RefundDue', 'True', 'RefundDue', 'Refund 29.90 EUR'],
  ],
  'money for a refused order is due back',
)

t.test('money is not due while the box office has not decided on it', async t => {
  const due = (said: Partial<Parameters<typeof factsOf>[0]>, ...entries: ReturnType<typeof anEntry>[]) =>
    table(stand(factsOf(said, entries)))[3]
  const deciding = ['RefundDue', 'Unknown', 'Deciding', 'Waiting for the box office to decide what the money buys']
  const nothing = ['RefundDue', 'False', 'NothingDue', 'Nothing to refund']
  const all = (message: string) => ['RefundDue', 'True', 'RefundDue', message]
  const unreserved = { reservation: undefined }
  t.strictSame(due(unreserved, anEntry('29.90')), deciding, 'without a reservation')
  t.strictSame(due(unreserved, anEntry('5.00', { currency: 'USD' })), deciding, 'in whatever currency')
  t.strictSame(due(unreserved), nothing)
  const refunded = anEntry('-5.00', { currency: 'USD', state: 'Refunded' })
  t.strictSame(due(unreserved, anEntry('5.00', { currency: 'USD' }), refunded), nothing, 'all of it was refunded')
  const announced = anEntry('5.00', { currency: 'USD', state: 'Pending' })
  t.strictSame(due(unreserved, announced), nothing, 'nothing was received')
  const cancelled = { ...unreserved, cancelled: true }
  t.strictSame(due(cancelled, anEntry('29.90')), all('Refund 29.90 EUR'), 'a cancelled order buys nothing')
  const expired = decision('Released', { reason: 'Expired', message: 'Late' })
  t.strictSame(due(expired, anEntry('29.90')), deciding, 'a late payment in full')
  t.strictSame(due({ ...expired, cancelled: true }, anEntry('29.90')), all('Refund 29.90 EUR'), 'and then cancelled')
  t.strictSame(due(expired, anEntry('29.00')), all('Refund 29.00 EUR'), 'a late one of a part')
  const unseated = decision('Released', { reason: 'Unseated', message: 'Late' })
  t.strictSame(due(unseated, anEntry('29.90')), all('Refund 29.90 EUR'), 'one that was decided')
  t.strictSame(due({ ...expired, free: true, total: 0n }, anEntry('1.00')), all('Refund 1.00 EUR'))
  const refused = decision('Refused', { reason: 'Expired', message: 'No' })
  t.strictSame(due(refused, anEntry('29.90')), all('Refund 29.90 EUR'))
})

const reversed = anEntry('-29.90', { state: 'Reversed' })
const canceled = anEntry('29.90', { state: 'ReversalCanceled' })

t.strictSame(
  table(stand(factsOf({ ...sold, tickets: 1 }, [anEntry('29.90'), reversed])))[4],
  [
    'Disputed',
    'True',
    'Reversed',
    'The buyer disputes the payment; if the dispute is lost, set spec.cancelled to true',
  ],
  'a dispute is shown',
)

t.strictSame(
  table(stand(factsOf({ ...sold, tickets: 1 }, [canceled, anEntry('29.90'), reversed])))[4],
  ['Disputed', 'False', 'ReversalCanceled', 'The dispute is settled'],
  'a dispute that was won is over',
)
