import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { isOwing, isPaid } from '../../hooks/rules/box-office/hold/bill.ts'
import { hasSeats, isScarce, prefixOf } from '../../hooks/rules/box-office/plan.ts'
import { ledgerOf } from '../../hooks/rules/ledger.ts'
import { isHolding, type ReservationFacts, seatPrefix } from '../../hooks/rules/reservation.ts'
import { fc } from '../fixtures/properties.ts'
import { anySale, type Sale } from '../fixtures/rules/cases.ts'
import {
  type Answered,
  afterAll,
  decideAll,
  isReinstated,
  observed,
  observedHolds,
  seatsGranted,
} from '../fixtures/rules/desk-sale.ts'

// Every sale of these tests is deeply frozen: a rule that changed its input would throw.

/** Checks a property of the decisions on any sale that the rules may see. */
function always(isTrue: (sale: Sale, answers: Answered[]) => boolean): void {
  fc.assert(
    fc.property(anySale, sale => isTrue(sale, decideAll(sale))),
    { numRuns: 5_000 },
  )
}

const sum = (reservations: readonly ReservationFacts[]) =>
  reservations.reduce((total, { quantity }) => total + quantity, 0)
const before = ({ stored }: Answered) => stored?.reservation

/** The reinstated holds and sales: they count from then on, but they are no grants. */
function reinstatedOf(answers: readonly Answered[]): ReservationFacts[] {
  return answers.filter(isReinstated).flatMap(({ after }) => (after && isHolding(after) ? [after] : []))
}

/** The names of the seats, over all plans and pools. */
const seatNames = (reservation: ReservationFacts, seats = reservation.seats ?? []) =>
  seats.map(seat => `${seatPrefix(reservation)}${seat}`)

t.test('no seat is granted twice, and none that an observed hold has, in whatever plan of its pool', async () => {
  always((sale, answers) => {
    const taken = [...observedHolds(sale), ...reinstatedOf(answers)].flatMap(hold => seatNames(hold))
    const granted = answers.flatMap(answered =>
      answered.after ? seatNames(answered.after, seatsGranted(answered)) : [],
    )
    return new Set(granted).size === granted.length && granted.every(seat => !taken.includes(seat))
  })
})

t.test('the lowest seats that are left of a plan or pool are granted first, and none beyond its capacity', async () => {
  always((sale, answers) =>
    sale.plans.every(plan => {
      const prefix = prefixOf(plan)
      const isInHall = (reservation: ReservationFacts) => seatPrefix(reservation) === prefix
      const held = observedHolds(sale).filter(isInHall)
      const taken = new Set(held.flatMap(({ seats = [] }) => seats))
      const pool = sale.pools.find(({ name }) => name === plan.poolRef)
      let left = ((plan.poolRef === undefined ? plan.capacity : pool?.capacity) ?? 0) - sum(held)
      return answers
        .filter(({ after }) => after && isInHall(after))
        .every(answered => {
          const granted = seatsGranted(answered)
          for (const { quantity, seats = [] } of reinstatedOf([answered])) {
            left -= quantity
            for (const seat of seats) taken.add(seat)
          }
          if (granted.length === 0) return true
          const lowest = Array.from({ length: 99 }, (_, index) => index + 1).filter(seat => !taken.has(seat))
          for (const seat of granted) taken.add(seat)
          left -= granted.length
          return left >= 0 && isDeepStrictEqual(granted, lowest.slice(0, granted.length))
        })
    }),
  )
})

t.test('a grant has one seat for each ticket, or none if the plan has neither capacity nor pool', async () => {
  always((_, answers) =>
    answers.every(({ ruling: { rule, reservation }, desk: { plan } }) => {
      if (reservation === undefined) return true
      const { seats, quantity, heldUntil, decision } = reservation
      if (!isHolding(reservation)) return seats === undefined && heldUntil === undefined
      if (decision === 'Sold' && rule === 'sell' && heldUntil !== undefined) return false
      const isGrant = rule === 'price' || rule === 'audit'
      return !isGrant || (seats ?? []).length === (plan && hasSeats(plan) ? quantity : 0)
    }),
  )
})

t.test(
  'a sale without a challenge stays sold, except after a cancellation, a full refund, or a scale to 0',
  async () => {
    always((_, answers) =>
      answers.every(answered => {
        const { order, after, challenge } = answered
        if (before(answered)?.decision !== 'Sold' || after?.decision === 'Sold') return true
        if (after?.decision === 'Held' && order.quantity === 0) return true
        const { paid, refunded } = ledgerOf(order.entries, after?.currency)
        const isOver = after?.decision === 'Released' && (order.cancelled || (refunded && paid <= 0n))
        return isOver || challenge === 'seat'
      }),
    )
  },
)

t.test('a first sale is paid or free, and its hold was reached by the watch', async () => {
  always((_, answers) =>
    answers.every(answered => {
      const { order, stored, ruling, desk, challenge } = answered
      const { reservation } = ruling
      if (reservation?.decision !== 'Sold' || before(answered)?.decision === 'Sold') return true
      if (isReinstated(answered)) return order.status.payment === 'CONFIRMED'
      const isReached = stored !== undefined && stored.version <= desk.reached.reservations
      return ruling.rule === 'sell' && isReached && challenge === undefined && isPaid(order, reservation)
    }),
  )
})

t.test('a paid hold that was reached and not challenged is sold, unless it shrinks or is released first', async () => {
  always((_, answers) =>
    answers.every(answered => {
      const { order, stored, ruling, desk, challenge } = answered
      const reservation = before(answered)
      if (stored === undefined || reservation?.decision !== 'Held' || reservation.quantity === 0) return true
      if (ruling.rule === 'stale view' || stored.version > desk.reached.coupons || challenge !== undefined) return true
      const isReached = stored.version <= desk.reached.reservations
      if (!isReached || !isPaid(order, reservation)) return true
      return ['sell', 'release', 'shrink'].includes(ruling.rule) || isOwing(order, reservation)
    }),
  )
})

t.test('no order waits for seats that are free at its turn', async () => {
  always((sale, answers) =>
    answers.every(({ order, ruling, after, desk: { plan, pool } }, index) => {
      if (after?.decision !== 'Waitlisted' || after.reason !== 'NoSeats' || ruling.rule === 'stale view') return true
      if (order.deleting || plan === undefined) return true
      const behind = answers.slice(0, index)
      const held = [...observedHolds(sale), ...reinstatedOf(behind)]
      const isOfPlan = ({ planRef }: { planRef?: string }) => planRef === plan.name
      const isInHall = (one: ReservationFacts) => seatPrefix(one) === prefixOf(plan)
      const grants = (isCounted: (one: ReservationFacts) => boolean) =>
        behind.filter(({ after }) => after && isCounted(after)).flatMap(seatsGranted).length
      const own = (plan.capacity ?? Number.POSITIVE_INFINITY) - sum(held.filter(isOfPlan)) - grants(isOfPlan)
      const common = (pool?.capacity ?? 0) - sum(held.filter(isInHall)) - grants(isInHall)
      return order.quantity > (plan.poolRef === undefined ? own : Math.min(own, common))
    }),
  )
})

t.test(
  'no hold is granted, grows or returns while its plan is closed or missing, or its order is being deleted',
  async () => {
    always((_, answers) =>
      answers.every(answered => {
        const { order, after, desk } = answered
        const reservation = before(answered)
        const had = reservation && isHolding(reservation) ? reservation.quantity : 0
        const isMore = !isReinstated(answered) && after !== undefined && isHolding(after) && after.quantity > had
        return !isMore || (desk.plan?.active === true && !order.deleting)
      }),
    )
  },
)

t.test('a hold lapses only unpaid, and half a minute after its end', async () => {
  always((sale, answers) =>
    answers.every(answered => {
      const { after, order, ruling } = answered
      const reservation = before(answered)
      if (reservation?.decision !== 'Held' || after?.decision !== 'Released') return true
      if (ruling.rule === 'release') return order.cancelled
      const end = Date.parse(reservation.heldUntil ?? '9999-12-31T00:00:00Z') + 30_000
      return after.reason === 'Expired' && sale.now >= end && isOwing(order, reservation)
    }),
  )
})

t.test('a fresh hold of something scarce has an end, and no other one has', async () => {
  always((_, answers) =>
    answers.every(answered => {
      const { ruling, desk } = answered
      const { reservation } = ruling
      const had = before(answered)
      const isFresh = reservation?.decision === 'Held' && reservation.quantity > 0 && !(had && isHolding(had))
      if (!isFresh || isReinstated(answered) || desk.plan === undefined) return true
      const hasEnd = isScarce({ ...desk, plan: desk.plan })
      return (reservation.heldUntil !== undefined) === hasEnd && (reservation.heldSince !== undefined) === hasEnd
    }),
  )
})

t.test('an order is left alone while its view is older than its reservation', async () => {
  always((_, answers) =>
    answers.every(answered => {
      const isStale = answered.order.generation < (before(answered)?.orderGeneration ?? 0)
      return isStale === (answered.ruling.rule === 'stale view') && !(isStale && answered.ruling.reservation)
    }),
  )
})

// The last round is for an order of the waitlist that asked for more: it first gets what it joined with.
t.test('written decisions settle within five rounds, while nobody else acts', async () => {
  fc.assert(
    fc.property(anySale, sale => {
      let seen = sale
      for (let round = 0; round < 5; round += 1) seen = afterAll(seen, decideAll(seen))
      return decideAll(seen).every(({ ruling }) => ruling.reservation === undefined)
    }),
    { numRuns: 10_000 },
  )
})

t.test('orders behind in the waitlist change nothing, except by what they hold', async () => {
  fc.assert(
    fc.property(anySale, fc.nat({ max: 6 }), (sale, place) => {
      const answers = decideAll(sale)
      const cases = answers.slice(0, place).map(({ order, stored }) => ({ order, stored }))
      const others = observed({ others: sale.others, cases: answers.slice(place) })
      const alone = decideAll({ ...sale, cases, others })
      return isDeepStrictEqual(
        alone.map(({ ruling }) => ruling),
        answers.slice(0, place).map(({ ruling }) => ruling),
      )
    }),
    { numRuns: 5_000 },
  )
})
