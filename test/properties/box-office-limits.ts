import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { isDatedReason } from '../../hooks/rules/box-office/dates.ts'
import { type Case, decideOrder } from '../../hooks/rules/box-office/decide.ts'
import { type CouponFacts, isScarce, type PlanFacts } from '../../hooks/rules/box-office/plan.ts'
import { Stock } from '../../hooks/rules/box-office/stock/stock.ts'
import { isHolding, type ReservationFacts } from '../../hooks/rules/reservation.ts'
import { fc } from '../fixtures/properties.ts'
import { aCoupon, aDesk, anOrder, aStored } from '../fixtures/rules/box-office.ts'
import { anySale, type Sale } from '../fixtures/rules/cases.ts'
import {
  type Answered,
  decideAll,
  isReinstated,
  observedHolds,
  ticketsGranted,
  usersOf,
} from '../fixtures/rules/desk-sale.ts'

/** Checks a property of every decision on any sale that the rules may see. */
function always(isTrue: (answered: Answered, sale: Sale) => boolean): void {
  fc.assert(
    fc.property(anySale, sale => decideAll(sale).every(answered => isTrue(answered, sale))),
    { numRuns: 3_000 },
  )
}

const before = ({ stored }: Answered) => stored?.reservation
const ms = (time: string | undefined) => Date.parse(time ?? '')
const minuteMs = 60_000

/** The tickets of each order: those that it had, or those that it has now, whichever are more. */
function ticketsOf(holds: readonly ReservationFacts[], answers: readonly Answered[]): Map<string, number> {
  const tickets = new Map(holds.map(({ orderRef, quantity }) => [orderRef, quantity]))
  for (const { after } of answers) {
    if (after && isHolding(after)) {
      tickets.set(after.orderRef, Math.max(after.quantity, tickets.get(after.orderRef) ?? 0))
    }
  }
  return tickets
}

const sum = (tickets: Map<string, number>) => [...tickets.values()].reduce((total, some) => total + some, 0)

t.test('a plan grants no ticket beyond its own limit, be it of a pool or not', async () => {
  const isWithin = ({ name, capacity }: PlanFacts, sale: Sale, answers: readonly Answered[]) => {
    const isOfPlan = ({ planRef }: { planRef?: string }) => planRef === name
    const held = observedHolds(sale).filter(isOfPlan)
    return answers.every((answered, index) => {
      if (capacity === undefined || !isOfPlan(answered.order) || ticketsGranted(answered) === 0) return true
      const known = answers.slice(0, index + 1).filter(({ order }) => isOfPlan(order))
      return sum(ticketsOf(held, known)) <= capacity
    })
  }
  fc.assert(
    fc.property(anySale, sale => {
      const answers = decideAll(sale)
      return sale.plans.every(plan => isWithin(plan, sale, answers))
    }),
    { numRuns: 3_000 },
  )
})

t.test('no grant gives more redemptions or tickets of a coupon than it allows', async () => {
  const isWithin = (coupon: CouponFacts, sale: Sale, answers: readonly Answered[]) => {
    const { name, maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = coupon
    const isOfCoupon = ({ couponRef }: { couponRef?: string | undefined }) => couponRef === name
    const held = observedHolds(sale).filter(isOfCoupon)
    return answers.every((answered, index) => {
      if (!isOfCoupon(answered.order) || ticketsGranted(answered) === 0) return true
      const known = answers.slice(0, index + 1).filter(({ order }) => isOfCoupon(order))
      const users = usersOf(name, [
        ...held,
        ...known.flatMap(({ after }) => (after && isHolding(after) ? [after] : [])),
      ])
      return sum(ticketsOf(held, known)) <= maxTickets && users.size <= maxRedemptions
    })
  }
  fc.assert(
    fc.property(anySale, sale => {
      const answers = decideAll(sale)
      return sale.coupons.every(coupon => isWithin(coupon, sale, answers))
    }),
    { numRuns: 3_000 },
  )
})

t.test('one order gets no more tickets than its plan and coupon allow one order', async () => {
  always(answered => {
    const { plan, coupon } = answered.desk
    const most = Math.min(plan?.maxPerOrder ?? 100, coupon?.maxPerOrder ?? 100)
    return ticketsGranted(answered) === 0 || (answered.after?.quantity ?? 0) <= most
  })
})

t.test('a refusal for a date has no time to be reconsidered, and stays', async () => {
  always(answered => {
    const { ruling, after } = answered
    const { decision, reason, reconsiderUntil } = ruling.reservation ?? {}
    const isFresh = decision === 'Refused' && (ruling.rule === 'price' || ruling.rule === 'grant')
    if (isFresh && (reconsiderUntil === undefined) !== isDatedReason(reason)) return false
    const reservation = before(answered)
    if (reservation?.decision !== 'Refused' || !isDatedReason(reservation.reason)) return true
    return after?.reason === reservation.reason || (ruling.rule === 'release' && answered.order.cancelled)
  })
})

t.test('an order that waits is never refused', async () => {
  always(answered => before(answered)?.decision !== 'Waitlisted' || answered.after?.decision !== 'Refused')
})

t.test('a new order outside of the sale gets nothing, and one that waits is served after it', async () => {
  always(answered => {
    const { order, stored, desk, after } = answered
    const { salesStart = 0, salesEnd = Number.POSITIVE_INFINITY } = desk.plan ?? {}
    const isInSale = order.placedAt >= salesStart && order.placedAt < salesEnd
    const isFirst = stored === undefined || stored.reservation.decision === 'Refused'
    return !isFirst || isInSale || isReinstated(answered) || after === undefined || ticketsGranted(answered) === 0
  })
})

t.test('a hidden plan sells nothing to a new order without a coupon of its own', async () => {
  always(answered => {
    const { stored, desk } = answered
    const { plan, coupon } = desk
    const isFirst = stored === undefined || stored.reservation.decision === 'Refused'
    const isForIt = plan?.hidden !== true || coupon?.planRef === plan.name
    return !isFirst || isForIt || ticketsGranted(answered) === 0
  })
})

t.test('a hold is prolonged up to its limit and never cut short, and nothing else of it changes', async () => {
  always(answered => {
    const { ruling, desk, order } = answered
    const reservation = before(answered)
    if (ruling.rule !== 'prolong') return true
    const { heldUntil, orderGeneration: _, ...rest } = ruling.reservation as ReservationFacts
    const { heldUntil: had, orderGeneration: __, ...kept } = reservation as ReservationFacts
    const limit = ms(rest.heldSince) + (desk.plan?.maxHoldMinutes ?? 0) * minuteMs
    const isWithin = ms(heldUntil) <= limit && ms(heldUntil) <= (order.holdUntil ?? 0) && ms(heldUntil) > ms(had)
    const isAdopted = answered.stored?.isOwned === false
    return isWithin && (isAdopted || isDeepStrictEqual(rest, kept))
  })
})

t.test('announced money keeps a hold once, for the hours of its plan', async () => {
  always(answered => {
    const { ruling, desk } = answered
    if (ruling.rule !== 'announce') return true
    const { heldSince, heldUntil, pending } = ruling.reservation as ReservationFacts
    const { holdMinutes = 0, pendingHours = 0 } = desk.plan ?? {}
    if (pending === false)
      return before(answered)?.pending === true && ms(heldUntil) === desk.now + holdMinutes * minuteMs
    return before(answered)?.pending === undefined && ms(heldUntil) === ms(heldSince) + pendingHours * 60 * minuteMs
  })
})

t.test('every unsold hold of something scarce has an end once it is decided, unless its view is stale', async () => {
  always(({ ruling, after, desk }) => {
    if (after?.decision !== 'Held' || after.quantity === 0 || desk.plan === undefined) return true
    if (ruling.rule === 'stale view' || ruling.rule === 'reinstate' || ruling.rule === 'shrink') return true
    return !isScarce({ ...desk, plan: desk.plan }) || after.heldUntil !== undefined
  })
})

const anyHold = fc.record({
  seats: fc.subarray([1, 2, 3, 4], { minLength: 1 }),
  coupon: fc.constantFrom(undefined, 'discount-10'),
  isGone: fc.boolean(),
})
type Hold = typeof anyHold extends fc.Arbitrary<infer H> ? H & { orderRef: string; version: number } : never

/** The holds that a box office sells that sees these, all of them free. */
function soldOf(holds: readonly Hold[], coupon: CouponFacts): Hold[] {
  const stock = new Stock()
  const cases = holds.map(({ orderRef, seats, coupon: couponRef, version }) => {
    const of = couponRef === undefined ? {} : { couponRef }
    const stored = aStored({ orderRef, seats, quantity: seats.length, ...of }, version)
    stock.set(orderRef, { observed: stored })
    return { order: anOrder({ name: orderRef, price: 0, quantity: seats.length, ...of }), stored }
  })
  return holds.filter((hold, at) => {
    const desk = { ...aDesk({ plan: { price: 0, capacity: 4 } }), coupon: hold.coupon && coupon, stock }
    return decideOrder(cases[at] as Case, desk).rule === 'sell'
  })
}

t.test(
  'two box offices never sell a seat twice, nor too much of a coupon, if one sees that some holds have gone',
  async () => {
    const limit = fc.integer({ min: 0, max: 4 })
    fc.assert(
      fc.property(fc.array(anyHold, { maxLength: 5 }), limit, limit, (some, maxTickets, maxRedemptions) => {
        const all = some.map((hold, at): Hold => ({ ...hold, orderRef: `order-${at}`, version: at + 1 }))
        const coupon = aCoupon({ maxTickets, maxRedemptions })
        // Somebody changed the missing hold, so a write that would sell it fails.
        const left = all.filter(({ isGone }) => !isGone)
        const sold = new Set([...soldOf(all, coupon), ...soldOf(left, coupon)].map(({ orderRef }) => orderRef))
        const sales = left.filter(({ orderRef }) => sold.has(orderRef))
        const seats = sales.flatMap(sale => sale.seats)
        const users = sales.filter(sale => sale.coupon !== undefined)
        const tickets = users.reduce((total, user) => total + user.seats.length, 0)
        return new Set(seats).size === seats.length && users.length <= maxRedemptions && tickets <= maxTickets
      }),
      { numRuns: 3_000 },
    )
  },
)

t.test('without other changes, no hold is contested after the holds with a fault have given way', async () => {
  fc.assert(
    fc.property(fc.array(anyHold, { maxLength: 5 }), fc.integer({ min: 0, max: 4 }), (some, maxTickets) => {
      const coupon = aCoupon({ maxTickets })
      let holds = some.map((hold, at): Hold => ({ ...hold, orderRef: `order-${at}`, version: at + 1 }))
      const challenges = () => {
        const stock = new Stock()
        for (const { orderRef, seats, coupon: couponRef, version } of holds) {
          const of = couponRef === undefined ? {} : { couponRef }
          stock.set(orderRef, { observed: aStored({ orderRef, seats, quantity: seats.length, ...of }, version) })
        }
        return holds.map(({ orderRef, coupon: couponRef }) => stock.challengeOf(orderRef, couponRef && coupon))
      }
      const first = challenges()
      holds = holds.filter((_, at) => first[at] === undefined || first[at] === 'contested')
      return challenges().every(challenge => challenge === undefined)
    }),
    { numRuns: 3_000 },
  )
})
