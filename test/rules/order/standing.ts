import t from 'tap'
import { type Facts, isConfirming, type Standing, standingOf } from '../../../hooks/rules/order/standing.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aLedger, someFacts } from '../../fixtures/rules/money.ts'

type Row = [why: string, facts: Partial<Facts>, expected: Standing]

const reserved = (said: Partial<ReservationFacts>) => ({ reservation: aReservation(said) })
const sold = reserved({ decision: 'Sold' })
const released = { reason: 'Cancelled', message: 'The order was cancelled' }
const wrongPrice = { reason: 'PriceMismatch', message: 'It should be: 19.90' }

function pending(reason: string, message: string, buysTickets: boolean): Standing {
  return { payment: 'PENDING', reason, message, buysTickets, deletesTickets: false }
}

function confirmed(reason = 'PaymentReceived', message = 'The payment was received'): Standing {
  return { payment: 'CONFIRMED', reason, message, buysTickets: true, deletesTickets: false }
}

function rejected(reason: string, message: string, deletesTickets = true): Standing {
  return { payment: 'REJECTED', reason, message, buysTickets: false, deletesTickets }
}

function check(table: Row[]) {
  for (const [why, facts, expected] of table) t.strictSame(standingOf(someFacts(facts)), expected, why)
}

t.test('a cancelled order is rejected in any state', async () => {
  const over = rejected('Cancelled', 'The order was cancelled')
  check([
    ['held', { cancelled: true }, over],
    ['sold', { cancelled: true, ...sold, tickets: 3, ledger: aLedger({ paid: 2990n }) }, over],
    ['refused', { cancelled: true, ...reserved({ decision: 'Refused', ...wrongPrice }) }, over],
    ['without a reservation', { cancelled: true, reservation: undefined }, over],
    ['confirmed before', { cancelled: true, reservation: undefined, previous: { payment: 'CONFIRMED' } }, over],
  ])
})

t.test('the reservation decides, the order reports it', async () => {
  const { reason, message } = wrongPrice
  const seats = 'Waitlisted: not enough seats are free'
  check([
    ['held', {}, pending('AwaitingPayment', 'Pay 29.90 EUR', true)],
    ['sold', sold, confirmed()],
    ['sold, free', { ...sold, free: true, total: 0n }, confirmed('FreeOrder', 'Nothing to pay')],
    ['sold, while the payment is not seen', { ...sold, ledger: aLedger() }, confirmed()],
    ['waiting', reserved({ decision: 'Waitlisted', message: seats }), pending('Waitlisted', seats, false)],
    ['waiting, without a message', reserved({ decision: 'Waitlisted' }), pending('Waitlisted', 'Waitlisted', false)],
    ['refused', reserved({ decision: 'Refused', ...wrongPrice }), rejected(reason, message, false)],
    ['refused, without a reason', reserved({ decision: 'Refused' }), rejected('Refused', 'Refused', false)],
    ['released', reserved({ decision: 'Released', ...released }), rejected('Cancelled', 'The order was cancelled')],
    ['released, without a reason', reserved({ decision: 'Released' }), rejected('Released', 'Released', false)],
    [
      'released, because it was not paid for in time',
      reserved({ decision: 'Released', reason: 'Expired', message: 'Too late' }),
      rejected('Expired', 'Too late', false),
    ],
  ])
})

t.test('a sale stays confirmed until the box office releases it, after any refund', async () => {
  const refund = (refunded: bigint) => ({
    ledger: aLedger({ received: 2990n, paid: 2990n - refunded, refunded: true }),
  })
  check([
    ['refunded in part', { ...sold, ...refund(1000n) }, confirmed()],
    ['refunded in full', { ...sold, ...refund(2990n) }, confirmed()],
    [
      '… and released since',
      {
        ...reserved({ decision: 'Released', reason: 'Refunded', message: 'The payment was refunded' }),
        ...refund(2990n),
      },
      rejected('Refunded', 'The payment was refunded'),
    ],
    ['a hold waits for its payment', refund(2990n), pending('AwaitingPayment', 'Pay 29.90 EUR', true)],
  ])
})

t.test('without a reservation, the last standing stays', async () => {
  const none = { reservation: undefined }
  const unanswered = 'Waiting for the box office to decide (does plan "early-bird" exist?)'
  const past = (previous: Facts['previous']) => ({ ...none, previous })
  check([
    ['new', none, pending('Reserving', unanswered, false)],
    ['pending', past({ payment: 'PENDING', reason: 'AwaitingPayment' }), pending('Reserving', unanswered, false)],
    ['confirmed', past({ payment: 'CONFIRMED', reason: 'PaymentReceived' }), confirmed()],
    [
      'confirmed, free',
      { ...past({ payment: 'CONFIRMED' }), free: true, total: 0n },
      confirmed('FreeOrder', 'Nothing to pay'),
    ],
    [
      'rejected: no evidence that its tickets must go',
      past({ payment: 'REJECTED', ...wrongPrice }),
      rejected(wrongPrice.reason, wrongPrice.message, false),
    ],
    [
      'rejected for no known reason',
      past({ payment: 'REJECTED' }),
      rejected('Rejected', 'The order was rejected', false),
    ],
  ])
})

t.test('an order with tickets that may be newer than its reservation does not become pending again', async () => {
  const seen = { tickets: 1, unjudged: 1 }
  const awaiting = pending('AwaitingPayment', 'Pay 29.90 EUR', true)
  check([
    ['held', seen, confirmed()],
    ['waiting', { ...seen, ...reserved({ decision: 'Waitlisted' }) }, confirmed()],
    ['without a reservation', { ...seen, reservation: undefined }, confirmed()],
    ['no ticket is seen', { tickets: 0 }, awaiting],
    ['its ticket was made for this reservation, which is not sold any more', { tickets: 1 }, awaiting],
    ['of nothing', { ...seen, quantity: 0 }, pending('NothingOrdered', 'No tickets are ordered', true)],
    [
      'refused: no evidence that its tickets must go',
      { ...seen, ...reserved({ decision: 'Refused', ...wrongPrice }) },
      rejected(wrongPrice.reason, wrongPrice.message, false),
    ],
    [
      'lapsed: a lapsed order never had a ticket, so the view is stale',
      { ...seen, ...reserved({ decision: 'Released', reason: 'Expired', message: 'Too late' }) },
      confirmed(),
    ],
    [
      'refused, and confirmed before: a sold order is never refused, so the view is stale',
      { ...seen, ...reserved({ decision: 'Refused', ...wrongPrice }), previous: { payment: 'CONFIRMED' } },
      confirmed(),
    ],
    [
      'released for good',
      { ...seen, ...reserved({ decision: 'Released', ...released }) },
      rejected('Cancelled', 'The order was cancelled'),
    ],
  ])
})

t.test('a hold is reported until the box office lets it lapse, at any time', async () => {
  const until = { heldUntil: '2000-01-01T00:00:00Z' }
  check([
    ['unpaid', reserved(until), pending('AwaitingPayment', 'Pay 29.90 EUR by 2000-01-01T00:00:00Z', true)],
    [
      'paid',
      { ...reserved(until), ledger: aLedger({ paid: 2990n }) },
      pending('PaymentReceived', 'The payment was received; the sale is being confirmed', true),
    ],
    [
      'asked for more: it waits for the money for the held tickets',
      { ...reserved({ reason: 'NoSeats', message: 'Not enough' }), quantity: 2 },
      pending('AwaitingPayment', 'Pay 29.90 EUR', true),
    ],
    [
      'said to be over once, and held again since',
      { ...reserved(until), previous: { payment: 'REJECTED', reason: 'Expired' } },
      pending('AwaitingPayment', 'Pay 29.90 EUR by 2000-01-01T00:00:00Z', true),
    ],
    ['it is cancelled', { ...reserved(until), cancelled: true }, rejected('Cancelled', 'The order was cancelled')],
  ])
})

t.test('only the first confirmed answer confirms an order', async t => {
  const said = (decided: ReservationFacts['decision'], payment: 'PENDING' | 'CONFIRMED' | 'REJECTED') => {
    const facts = someFacts({ reservation: aReservation({ decision: decided }), previous: { payment } })
    return isConfirming(standingOf(facts), facts)
  }
  t.strictSame([said('Sold', 'PENDING'), said('Sold', 'REJECTED'), said('Sold', 'CONFIRMED')], [true, true, false])
  t.strictSame([said('Held', 'PENDING'), said('Refused', 'CONFIRMED')], [false, false])
})
