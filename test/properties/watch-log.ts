import t from 'tap'
import { acknowledgementFaults, endingFaults, listingFaults } from '../../simulation/chaos/ending.ts'
import { type HandMadeLog, ownerMetadata, paymentOf, soundLog } from '../../simulation/chaos/log/hand-made-log.ts'
import { createLogChecker } from '../../simulation/chaos/log/log-checker.ts'
import type { Kinds } from '../../simulation/server/stored.ts'
import { anOrder, aPlan, aReservation, aSeatPool, aTicket, minuteAgo, now } from '../fixtures/objects.ts'

/** Replays a log that goes wrong. Returns the log, the violations, and the checker at the end. */
function replay(goWrong: (log: HandMadeLog) => void = () => {}) {
  const log = soundLog()
  goWrong(log)
  const checker = createLogChecker()
  const violations = log.entries.flatMap(entry => checker.check(entry))
  return { log, checker, violations }
}

/** Such as "I1 noSeatIsSoldTwice". */
const nameOf = (sentence: string) => sentence.split(':')[0]
const firstPayment = paymentOf('sold', { transaction: 'first', gross: '19.90' }).metadata.name
const released = { decision: 'Released', seats: undefined, heldUntil: undefined } as const
const second = { decision: 'Sold', seats: [2], heldUntil: undefined } as const

/** An order with a reservation. */
function putReserved(log: HandMadeLog, name: string, said: Partial<Kinds['Reservation']['spec']> & { price?: number }) {
  const { price = 29.9, ...spec } = said
  const { planRef = 'plan' } = spec
  log.put(anOrder({ name, planRef, price }))
  log.put(aReservation({ name, planRef, ...spec, metadata: ownerMetadata('Order', name) }))
}

/** A hold that ended so long ago that it lapses now. */
const over = { heldSince: '2026-11-20T07:44:20Z', heldUntil: '2026-11-20T07:59:20Z' }
const lapsed = { ...released, reason: 'Expired' }

const broken: Record<string, (log: HandMadeLog) => void> = {
  'I1 noSeatIsSoldTwice': log => {
    log.put(paymentOf('held', { transaction: 'second', gross: '29.90' }))
    log.change('Reservation', 'held', { spec: { ...second, seats: [1] } })
  },
  'I1 seatsAreWithinCapacity': log => log.change('Reservation', 'held', { spec: { seats: [3] } }),
  'I1 soldWithinCapacity': log => {
    log.put(paymentOf('held', { transaction: 'second', gross: '59.80' }))
    log.change('Reservation', 'held', { spec: { ...second, seats: undefined, quantity: 2 } })
  },
  'I1 holdsEnd': log => log.change('Reservation', 'held', { spec: { heldUntil: undefined } }),
  'I1 scarceHoldsEnd': log => putReserved(log, 'endless', {}),
  'I1 endsHaveReasons': log => log.change('Reservation', 'held', { spec: { heldUntil: '2026-11-20T09:00:00Z' } }),
  'I1 ticketsAreOfSoldSeats': log => {
    log.put(aTicket({ name: 'plan-0000002', orderRef: 'held', metadata: ownerMetadata('Order', 'held') }))
  },
  'I2 ticketsGoOnEvidence': log => log.remove('Ticket', 'plan-0000001'),
  'I2 reservationsStay': log => log.remove('Reservation', 'held'),
  'I2 orderGoneIsGone': log => {
    log.change('Reservation', 'held', { spec: { ...released, reason: 'OrderGone' } })
  },
  'I2 takenFromNobody': log => log.change('Reservation', 'held', { spec: { orderUid: 'uid-of-waiting' } }),
  'I2 holdsShrinkAsAsked': log => {
    log.change('Reservation', 'held', { spec: { quantity: 2, seats: undefined } })
    log.change('Reservation', 'held', { spec: { quantity: 0, heldUntil: undefined } })
  },
  'I2 attendeesStay': log => {
    log.change('Ticket', 'plan-0000001', { spec: { attendee: { firstname: 'Ada', lastname: 'Lovelace' } } })
    log.change('Ticket', 'plan-0000001', { spec: { attendee: undefined } })
  },
  'I3 paymentsStay': log => log.remove('Payment', firstPayment),
  'I3 paymentsAreRecordedOnce': log =>
    log.put(paymentOf('sold', { transaction: 'first', gross: '19.90', name: 'again' })),
  'I4 soldAfterPaid': log => {
    log.put(paymentOf('held', { transaction: 'second', gross: '29.89' }))
    log.change('Reservation', 'held', { spec: second })
  },
  'I4 refundedIsRefunded': log => {
    log.change('Reservation', 'sold', { spec: { ...released, reason: 'Refunded' } })
  },
  'I4 confirmedAfterPaid': log => log.change('Order', 'held', { status: { payment: 'CONFIRMED' } }),
  'I4 confirmedStays': log => log.change('Order', 'sold', { status: { payment: 'PENDING' } }),
  'I4 decisionsFollow': log => {
    log.change('Reservation', 'sold', { spec: { decision: 'Waitlisted', seats: undefined } })
  },
  'I4 paidHoldsStay': log => {
    putReserved(log, 'paid', over)
    log.put(paymentOf('paid', { transaction: 'second', gross: '29.90' }))
    log.change('Reservation', 'paid', { spec: lapsed })
  },
  'I4 announcedHoldsStay': log => {
    log.put(aPlan({ name: 'patient', pendingHours: 1 }))
    putReserved(log, 'announced', { planRef: 'patient', ...over })
    const { spec, ...payment } = paymentOf('announced', { transaction: 'second', gross: '29.90' })
    log.put({ ...payment, spec: { ...spec, state: 'Pending' } })
    log.change('Reservation', 'announced', { spec: lapsed })
  },
  'I4 announcementsAreMade': log => log.change('Reservation', 'held', { spec: { pending: true } }),
  'I4 holdsLast': log => log.change('Reservation', 'held', { spec: lapsed }),
  'I4 endsStay': log => log.change('Reservation', 'held', { spec: { heldUntil: '2026-11-20T08:01:00Z' } }),
  'I5 refusedIsFinal': log => {
    putReserved(log, 'late', { price: 5, decision: 'Refused', reason: 'PriceMismatch', reconsiderUntil: minuteAgo })
    log.change('Reservation', 'late', { spec: { decision: 'Waitlisted', reason: 'NoSeats' } })
  },
  'I5 grantsFollowTheOffer': log => putReserved(log, 'cheap', { price: 5, decision: 'Waitlisted', reason: 'NoSeats' }),
  'I5 refusalsFollowTheOffer': log => putReserved(log, 'late', { decision: 'Refused', reason: 'SaleOver' }),
  'I5 lateMoneyFollowsTheOffer': log => {
    putReserved(log, 'late', { decision: 'Released', reason: 'Expired' })
    log.change('Reservation', 'late', { spec: { reason: 'Unseated', message: 'Late. The plan "plan" is not on sale' } })
  },
  'I5 givenAsItWas': log => {
    log.put(anOrder({ name: 'old' }))
    const held = { name: 'old', seats: [2], heldUntil: '2026-11-20T08:10:00Z' }
    log.put(aReservation({ ...held, metadata: ownerMetadata('Plan', 'plan') }))
    log.change('Reservation', 'old', { spec: { planRef: 'plan', seats: [1] } })
  },
  'I5 termsStay': log => log.change('Reservation', 'held', { spec: { currency: 'USD' } }),
  'I5 holdsGiveWayToEarlier': log => {
    log.change('Reservation', 'held', { spec: { decision: 'Waitlisted', seats: undefined, heldUntil: undefined } })
  },
  'I6 couponsAreNotUsedUp': log => {
    log.put(anOrder({ name: 'other', price: 19.9, couponRef: 'coupon' }))
    log.put(paymentOf('other', { transaction: 'second', gross: '19.90' }))
    const metadata = ownerMetadata('Order', 'other')
    const other = { name: 'other', planRef: 'plan', couponRef: 'coupon', metadata } as const
    log.put(aReservation({ ...other, decision: 'Sold', seats: [2] }))
  },
  'I9 namespacesGoWithTheirConference': log => log.remove('Namespace', 'conf'),
  logIsComplete: log => {
    log.change('Order', 'held', { spec: { quantity: 0 } })
    log.entries.pop()
    log.change('Order', 'held', { spec: { quantity: 1 } })
  },
  logIsInOrder: log => {
    log.change('Plan', 'plan', { spec: { title: 'a' } })
    log.change('Order', 'held', { spec: { quantity: 0 } })
    log.entries.push(...log.entries.splice(-2, 1))
  },
}

t.test('a log that keeps every promise is accepted, and so is its end', async t => {
  const { log, checker, violations } = replay()
  t.strictSame(violations, [])
  t.strictSame(endingFaults(checker, now), [])
  t.equal(checker.checkedCount(), log.entries.length)
  t.strictSame(
    log.list('Reservation').map(({ spec }) => [spec.orderRef, spec.decision]),
    [
      ['sold', 'Sold'],
      ['held', 'Held'],
      ['waiting', 'Waitlisted'],
    ],
  )
  t.equal(checker.list('Ticket').length, 1)
})

for (const [name, goWrong] of Object.entries(broken)) {
  t.test(`a log that breaks ${name} is refused at that revision`, async t => {
    const { log, violations } = replay(goWrong)
    t.strictSame(
      violations.map(({ sentence }) => nameOf(sentence)),
      [name],
    )
    const last = log.entries.at(-1)
    const { kind, name: concerned, before, after } = last ?? {}
    t.equal(violations[0]?.revision, last?.revision)
    t.strictSame(violations[0]?.objects, [{ kind, name: concerned, before, after }])
  })
}

t.test('a namespace may be deleted once its conference is being deleted', async t => {
  const { violations } = replay(log => {
    log.put({ kind: 'Conference', metadata: { name: 'conf', deletionTimestamp: '2026-11-20T08:00:00Z' } as never })
    log.remove('Namespace', 'conf')
  })
  t.strictSame(violations, [])
})

t.test('a second hold of one seat is counted and accepted, because the audit ends it', async t => {
  const { checker, violations } = replay(log => {
    const { heldSince, heldUntil } = log.get('Reservation', 'held').spec
    log.change('Reservation', 'waiting', { spec: { decision: 'Held', seats: [1, 2], heldSince, heldUntil } })
  })
  t.strictSame([checker.challengedCount(), violations], [1, []])
})

const unsettled: Record<string, [goWrong: (log: HandMadeLog) => void, fault: string]> = {
  'a confirmed order without all of its tickets': [
    log => {
      log.change('Order', 'sold', { spec: { cancelled: true } })
      log.remove('Ticket', 'plan-0000001')
    },
    'converges: order "sold" is CONFIRMED and has 0 tickets of 1',
  ],
  'a fully paid order that is neither confirmed nor due a refund': [
    log => log.put(paymentOf('waiting', { transaction: 'second', gross: '59.80' })),
    'converges: order "waiting" is paid for nothing',
  ],
  'free seats while an order waits for them': [
    log => {
      log.change('Plan', 'plan', { spec: { capacity: 4 } })
    },
    'converges: plan "plan" has 2 seats left, and "waiting" waits',
  ],
  'a status that its hook would not report': [
    log => log.change('Order', 'held', { status: { message: 'Something else' } }),
    'fixedPoint: Order "held" is not what its hook answers',
  ],
  'a reservation that the box office would not decide': [
    log => log.change('Reservation', 'waiting', { spec: { reason: 'PoolNotFound' } }),
    'fixedPoint: Reservation "waiting" is not what the box office decides',
  ],
  'a status of a plan that the box office would not report': [
    log => log.change('Plan', 'plan', { status: { waiting: 3 } }),
    'fixedPoint: Plan "plan" is not what the box office reports',
  ],
  'a pool without a status': [
    log => log.put(aSeatPool()),
    'fixedPoint: SeatPool "pool" is not what the box office reports',
  ],
}

for (const [name, [goWrong, fault]] of Object.entries(unsettled)) {
  t.test(`a log does not end well with ${name}`, async t => {
    t.ok(endingFaults(replay(goWrong).checker, now).includes(fault))
  })
}

t.test('an acknowledged report was recorded before, for that order and with that amount', async t => {
  const { records } = replay().checker
  const first = { order: 'sold', transaction: 'first', gross: '19.90', at: now }
  const faults = (said: object) => acknowledgementFaults([first, { ...first, ...said }], records)
  const lost = (transaction: string, order: string) => [
    `recordedWhenAcknowledged: "${transaction}" of "${order}" was acknowledged and not recorded before`,
  ]
  t.strictSame(faults({}), [])
  t.strictSame(faults({ transaction: 'second' }), lost('second', 'sold'))
  t.strictSame(faults({ order: 'held' }), lost('first', 'held'))
  t.strictSame(faults({ gross: '29.90' }), lost('first', 'sold'))
  t.strictSame(faults({ at: now - 120_000 }), lost('first', 'sold'))
})

t.test('every recorded payment was reported', async t => {
  const fault = `recordedWhenAcknowledged: "${firstPayment}" of "sold" is recorded and nobody reported it`
  t.strictSame(acknowledgementFaults([], replay().checker.records), [fault])
})

t.test('a log must end in the objects that the API server lists', async t => {
  const { checker } = replay()
  const list = async (kind: Parameters<typeof checker.list>[0]) => checker.list(kind)
  t.strictSame(await listingFaults(checker, list), [])
  const faults = await listingFaults(checker, async kind => (kind === 'Ticket' ? [] : checker.list(kind)))
  t.match(faults, [
    /^logIsComplete: Ticket plan-0000001 of revision \d+ is in the log or in the list, and not in both$/,
  ])
})
