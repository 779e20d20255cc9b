import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { type BoxOffice, decideAll } from '../../hooks/rules/box-office.ts'
import { holds, type Reservation } from '../../hooks/rules/reservation.ts'
import { fc } from '../fixtures/properties.ts'
import { anyBoxOffice } from '../fixtures/rules-cases.ts'
import { type Answered, answersOf, isOldView, observedHolds, seatsGranted, usersOf } from '../fixtures/sale.ts'

// Every state of these tests is frozen all the way down: a rule that changed its input would throw.

/** A property of the answers to anything that can stand at the counter. */
function always(holdsFor: (office: BoxOffice, answers: Answered[]) => boolean): void {
  const property = fc.property(anyBoxOffice, office => holdsFor(office, answersOf(office, decideAll(office))))
  fc.assert(property, { numRuns: 5_000 })
}

const all = (answers: Answered[], holdsFor: (answered: Answered) => boolean) => answers.every(holdsFor)
const sum = (reservations: readonly Reservation[]) => reservations.reduce((total, { quantity }) => total + quantity, 0)
const restoredOf = (answers: readonly Answered[]) =>
  answers.filter(({ restored }) => restored).map(({ decided }) => decided)

t.test('no seat is granted twice, nor one that anybody was seen to have', async () => {
  always((office, answers) => {
    const taken = [...observedHolds(office), ...restoredOf(answers)].flatMap(({ seats = [] }) => seats)
    const granted = answers.flatMap(seatsGranted)
    return new Set(granted).size === granted.length && granted.every(seat => !taken.includes(seat))
  })
})

t.test('no more seats are granted than are free', async () => {
  always(({ plan, ...office }, answers) => {
    const granted = answers.flatMap(seatsGranted).length
    const held = sum([...observedHolds({ plan, ...office }), ...restoredOf(answers).filter(holds)])
    return granted === 0 || (plan.capacity !== undefined && granted <= plan.capacity - held)
  })
})

t.test('what holds seats has as many as it is for, and without capacity nothing gets any', async () => {
  always(({ plan }, answers) =>
    all(answers, ({ decided, stored, restored }) => {
      const { seats, quantity } = decided
      if (restored || isDeepStrictEqual(decided, stored?.reservation)) return true
      if (!holds(decided)) return seats === undefined && decided.heldUntil === undefined
      if (plan.capacity === undefined) return seats === undefined
      const numbered =
        quantity > 0 && (stored === undefined || !holds(stored.reservation) || stored.reservation.seats !== undefined)
      return !numbered || seats?.length === quantity
    }),
  )
})

t.test('a limited coupon is redeemed at most as often as it may be', async () => {
  always((office, answers) =>
    [...office.coupons.values()].every(({ name, maxRedemptions = Number.POSITIVE_INFINITY }) => {
      const before = usersOf(name, [...observedHolds(office), ...restoredOf(answers).filter(holds)])
      const after = usersOf(name, answers.map(({ decided }) => decided).filter(holds))
      const fresh = [...after].filter(user => !before.has(user))
      return fresh.length === 0 || before.size + fresh.length <= maxRedemptions
    }),
  )
})

t.test('what is sold and not challenged stays sold but for a cancel, a refund, or an order of nothing', async () => {
  always((_, answers) =>
    all(answers, ({ order, decided, stored, challenge }) => {
      if (stored?.reservation.decision !== 'Sold' || decided.decision === 'Sold') return true
      const { payment, reason = '' } = order.status
      const over = payment === 'REJECTED' && ['Cancelled', 'Refunded'].includes(reason)
      return challenge === 'seat' || over || (decided.decision === 'Held' && order.quantity === 0)
    }),
  )
})

t.test('nothing is sold for the first time that is neither free nor paid', async () => {
  always((_, answers) =>
    all(answers, ({ order, decided, stored, restored }) => {
      if (decided.decision !== 'Sold' || stored?.reservation.decision === 'Sold' || restored) return true
      const { paid, currency } = order.status
      const enough = currency === decided.currency && Number(paid) >= order.price * decided.quantity - 0.001
      return stored?.reservation.decision === 'Held' && (order.price === 0 || enough)
    }),
  )
})

t.test('nobody waits for seats that are free, unless the plan is inactive or the coupon used up', async () => {
  always((office, answers) => {
    const { plan, coupons } = office
    return all(answers, ({ order, decided, stored }) => {
      if (decided.decision !== 'Waitlisted' || isOldView(order, stored) || !plan.active) return true
      const before = answers.slice(
        0,
        answers.findIndex(answered => answered.decided === decided),
      )
      const held = [...observedHolds(office), ...restoredOf(answers).filter(holds)]
      const limit = coupons.get(decided.couponRef ?? '')?.maxRedemptions ?? Number.POSITIVE_INFINITY
      const users = usersOf(decided.couponRef ?? '', [...held, ...before.map(({ decided }) => decided).filter(holds)])
      users.delete(order.name)
      const taken = sum(held) + before.flatMap(seatsGranted).length
      return users.size >= limit || order.quantity > (plan.capacity ?? Number.POSITIVE_INFINITY) - taken
    })
  })
})

t.test('nothing grows, returns, or is granted while the plan is inactive', async () => {
  always(({ plan }, answers) => {
    const more = ({ decided, stored, restored }: Answered) => {
      const had = stored && holds(stored.reservation) ? stored.reservation.quantity : 0
      return !restored && holds(decided) && decided.quantity > had
    }
    return plan.active || !answers.some(more)
  })
})

t.test('a hold ends only when it was said of that very hold', async () => {
  always((_, answers) =>
    all(answers, ({ order, decided, stored, challenge }) => {
      if (stored?.reservation.decision !== 'Held' || decided.decision !== 'Released') return true
      const { heldUntil } = stored.reservation
      const ended = order.status.reason === 'Expired' && order.status.expiresAt === heldUntil && heldUntil !== undefined
      return challenge === undefined && (ended || ['Cancelled', 'Refunded'].includes(order.status.reason ?? ''))
    }),
  )
})

t.test('a hold of something scarce has an end, and what is sold has none', async () => {
  always(({ plan, coupons }, answers) =>
    all(answers, ({ decided, stored, restored }) => {
      if (restored || isDeepStrictEqual(decided, stored?.reservation)) return true
      if (decided.decision === 'Sold') return stored?.reservation.decision === 'Sold' || decided.heldUntil === undefined
      const fresh = decided.decision === 'Held' && decided.quantity > 0 && !(stored && holds(stored.reservation))
      const limited = coupons.get(decided.couponRef ?? '')?.maxRedemptions !== undefined
      return !fresh || (decided.heldUntil !== undefined) === (plan.capacity !== undefined || limited)
    }),
  )
})

t.test('an order that is seen older than it was answered is left alone', async () => {
  always((_, answers) =>
    all(
      answers,
      ({ order, decided, stored }) => !isOldView(order, stored) || isDeepStrictEqual(decided, stored?.reservation),
    ),
  )
})

/** The state after the engine has written what was answered: what changed has a new version. */
function after(office: BoxOffice, decided: readonly Reservation[]): BoxOffice {
  let version = 1_000_000n
  const line = office.line.map(({ order, stored }, index) => {
    const reservation = decided[index] as Reservation
    for (const { stored } of office.line) if (stored && stored.version >= version) version = stored.version + 1n
    const unchanged = stored !== undefined && isDeepStrictEqual(stored.reservation, reservation)
    return { order, stored: unchanged ? stored : { reservation, version: version++ } }
  })
  return { ...office, line }
}

t.test('answers that are written settle within six rounds, while nobody else does anything', async () => {
  fc.assert(
    fc.property(anyBoxOffice, office => {
      // Four, and two more where somebody goes back into the line first: who holds too much, or a seat that was sold before.
      let now = office
      for (let round = 0; round < 6; round++) now = after(now, decideAll(now))
      return isDeepStrictEqual(
        decideAll(now),
        now.line.map(({ stored }) => stored?.reservation),
      )
    }),
    { numRuns: 10_000 },
  )
})

t.test('who comes later changes nothing but by what they have', async () => {
  fc.assert(
    fc.property(anyBoxOffice, anyBoxOffice, fc.nat({ max: 6 }), (office, other, place) => {
      const first = office.line.slice(0, place)
      // The same reservations, of orders that say something else; none of them was sold by a plan that is gone.
      const later = office.line.slice(place).flatMap(({ order, stored }, index) => {
        const { name, uid, createdAt } = order
        const said = other.line[index]?.order ?? order
        const status = { ...said.status, payment: 'PENDING' as const }
        return stored ? [{ order: { ...said, name, uid, createdAt, status }, stored }] : []
      })
      const restored = answersOf(office, decideAll(office)).some(({ restored }, index) => restored && index >= place)
      const decided = decideAll({ ...office, line: [...first, ...later] })
      return restored || isDeepStrictEqual(decided.slice(0, place), decideAll(office).slice(0, place))
    }),
    { numRuns: 5_000 },
  )
})
