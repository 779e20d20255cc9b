import t from 'tap'
import type { Reservation } from '../../hooks/rules/reservation.ts'
import { confirms, type Facts, type Standing, standingOf } from '../../hooks/rules/standing.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aLedger, someFacts } from '../fixtures/rules-money.ts'

type Row = [why: string, facts: Partial<Facts>, expected: Standing]

const reserved = (said: Partial<Reservation>) => ({ reservation: aReservation(said) })
const sold = reserved({ decision: 'Sold' })
const released = { reason: 'Cancelled', message: 'The order was cancelled' }
const wrongPrice = { reason: 'PriceMismatch', message: 'It should be: 19.90' }
const refund = (received: bigint, refunded: bigint) => ({
  ledger: aLedger({ received, paid: received - refunded, refunded: true }),
})

function pending(reason: string, message: string, buysTickets: boolean): Standing {
  return { payment: 'PENDING', reason, message, buysTickets, ticketsGo: false }
}

function confirmed(reason = 'PaymentReceived', message = 'The payment was received'): Standing {
  return { payment: 'CONFIRMED', reason, message, buysTickets: true, ticketsGo: false }
}

function rejected(reason: string, message: string, ticketsGo = true): Standing {
  return { payment: 'REJECTED', reason, message, buysTickets: false, ticketsGo }
}

function check(table: Row[]) {
  for (const [why, facts, expected] of table) t.strictSame(standingOf(someFacts(facts)), expected, why)
}

t.test('does not change its arguments', async t => {
  const facts = someFacts({ ...sold, tickets: 1, ledger: aLedger({ foreign: new Map([['USD', 1n]]) }) })
  const before = structuredClone(facts)
  standingOf(facts)
  t.strictSame(facts, before)
})

t.test('a cancelled order is over, whatever is reserved, paid or there', async () => {
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
  const seats = 'The order waits for seats: there are not enough of them free'
  check([
    ['held', {}, pending('AwaitingPayment', '29.90 EUR are to be paid', true)],
    ['sold', sold, confirmed()],
    ['sold, free', { ...sold, free: true, total: 0n }, confirmed('FreeOrder', 'Nothing is to be paid')],
    ['sold, while the payment is not seen', { ...sold, ledger: aLedger() }, confirmed()],
    ['waiting', reserved({ decision: 'Waitlisted', message: seats }), pending('Waitlisted', seats, false)],
    [
      'waiting, without a message',
      reserved({ decision: 'Waitlisted' }),
      pending('Waitlisted', 'The order waits for room', false),
    ],
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

t.test('a sale is over once all of it was paid and not all of it is there any more', async () => {
  const over = rejected('Refunded', 'The payment was refunded')
  check([
    ['refunded in full', { ...sold, ...refund(2990n, 2990n) }, over],
    ['refunded in part', { ...sold, ...refund(2990n, 1n) }, over],
    [
      'sent back from a free order',
      { ...sold, free: true, total: 0n, ...refund(0n, 10n) },
      confirmed('FreeOrder', 'Nothing is to be paid'),
    ],
    ['paid twice, refunded once', { ...sold, ...refund(5980n, 2990n) }, confirmed()],
    ['paid twice, refunded twice', { ...sold, ...refund(5980n, 5980n) }, over],
    [
      'refunded, and confirmed before, with a ticket that may be newer',
      { ...sold, ...refund(2990n, 2990n), tickets: 1, unjudged: 1, previous: { payment: 'CONFIRMED' } },
      over,
    ],
    ['the refund is seen before the payment', { ...sold, ...refund(0n, 2990n) }, confirmed()],
    ['money is missing, but no refund was seen', { ...sold, ledger: aLedger({ received: 2990n }) }, confirmed()],
    [
      'only what was sold is sent back',
      { ...refund(2990n, 2990n), ...reserved({ decision: 'Held' }) },
      pending('AwaitingPayment', '29.90 EUR are to be paid', true),
    ],
  ])
})

t.test('without a reservation, what was said last stays', async () => {
  const none = { reservation: undefined }
  const unanswered = 'The plan "early-bird" has not answered yet: does it exist?'
  const past = (previous: Facts['previous']) => ({ ...none, previous })
  check([
    ['new', none, pending('Reserving', unanswered, false)],
    ['pending', past({ payment: 'PENDING', reason: 'AwaitingPayment' }), pending('Reserving', unanswered, false)],
    ['confirmed', past({ payment: 'CONFIRMED', reason: 'PaymentReceived' }), confirmed()],
    [
      'confirmed, free',
      { ...past({ payment: 'CONFIRMED' }), free: true, total: 0n },
      confirmed('FreeOrder', 'Nothing is to be paid'),
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

t.test('an order with tickets that may be newer than its reservation is not made pending again', async () => {
  const seen = { tickets: 1, unjudged: 1 }
  const awaiting = pending('AwaitingPayment', '29.90 EUR are to be paid', true)
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
      'lapsed: what lapsed never had a ticket, so the view is old',
      { ...seen, ...reserved({ decision: 'Released', reason: 'Expired', message: 'Too late' }) },
      confirmed(),
    ],
    [
      'refused, and confirmed already: what is sold is never refused, so the view is old',
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

t.test('a hold that is not paid for ends half a minute after its time', async () => {
  const late = 'The tickets were not paid for in time'
  const over = rejected('Expired', late, false)
  const until = (heldUntil: string, said: Partial<Reservation> = {}) => reserved({ heldUntil, ...said })
  const awaiting = (time: string) => pending('AwaitingPayment', `29.90 EUR are to be paid until ${time}`, true)
  const [inTime, ended] = ['2026-11-20T07:59:31Z', '2026-11-20T07:59:30Z']
  check([
    ['its time is half a minute ago', until(ended), over],
    ['its time was less than that ago', until(inTime), awaiting(inTime)],
    ['a cent is missing', { ...until(ended), ledger: aLedger({ paid: 2989n }) }, over],
    [
      'it is paid',
      { ...until(ended), ledger: aLedger({ paid: 2990n }) },
      pending('PaymentReceived', 'The payment was received, the sale is being confirmed', true),
    ],
    ['it has no end', {}, pending('AwaitingPayment', '29.90 EUR are to be paid', true)],
    ['it is sold', until(ended, { decision: 'Sold' }), confirmed()],
    ['it has a ticket, so it was sold since', { ...until(ended), tickets: 1, unjudged: 1 }, confirmed()],
    [
      'it has a ticket, and nothing is ordered any more',
      { ...until(ended), tickets: 1, unjudged: 1, quantity: 0, total: 0n },
      pending('NothingOrdered', 'No tickets are ordered', true),
    ],
    ['its ticket was made for this very reservation', { ...until(ended), tickets: 1 }, over],
    [
      'it was confirmed, so it was sold since',
      { ...until(ended), previous: { payment: 'CONFIRMED' } },
      awaiting(ended),
    ],
    ['it was said already', { ...until(ended), previous: { payment: 'REJECTED', reason: 'Expired' } }, over],
    [
      'it was said of the hold before',
      { ...until(inTime), previous: { payment: 'REJECTED', reason: 'Expired' } },
      awaiting(inTime),
    ],
    ['it is cancelled', { ...until(ended), cancelled: true }, rejected('Cancelled', 'The order was cancelled')],
  ])
})

t.test('one answer confirms an order: the first that says so', async t => {
  const said = (decided: Reservation['decision'], payment: 'PENDING' | 'CONFIRMED' | 'REJECTED') => {
    const facts = someFacts({ reservation: aReservation({ decision: decided }), previous: { payment } })
    return confirms(standingOf(facts), facts)
  }
  t.strictSame([said('Sold', 'PENDING'), said('Sold', 'REJECTED'), said('Sold', 'CONFIRMED')], [true, true, false])
  t.strictSame([said('Held', 'PENDING'), said('Refused', 'CONFIRMED')], [false, false])
})
