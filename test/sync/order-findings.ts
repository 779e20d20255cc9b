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
    ['Ticketed', 'False', 'NotConfirmed', 'The plan "plan" has not answered yet: does it exist?'],
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
  table(stand(factsOf({ free: true, total: 0n })))[1],
  ['Paid', 'True', 'FreeOrder', 'Nothing is to be paid'],
  'a free order is paid',
)

t.strictSame(
  table(stand(factsOf({ quantity: 0, total: 0n })))[1],
  ['Paid', 'False', 'AwaitingPayment', '0.00 EUR of 0.00 EUR are paid'],
  'an order of nothing is not paid by nothing',
)

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
