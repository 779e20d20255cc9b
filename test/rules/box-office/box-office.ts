import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { type BoxOffice, decideAll } from '../../hooks/rules/box-office.ts'
import type { Order } from '../../hooks/rules/order.ts'
import type { Coupon, Plan } from '../../hooks/rules/plan.ts'
import type { Reservation, Stored } from '../../hooks/rules/reservation.ts'
import { now } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { frozen } from '../fixtures/requests.ts'
import { aCoupon, anOrder, aPlan, aReservation, aStored, quarterPast } from '../fixtures/rules-box-office.ts'
import { anyBoxOffice } from '../fixtures/rules-cases.ts'

type Said = Parameters<typeof anOrder>[0]

const heldUntil = quarterPast
const couponRef = 'discount-10'
const answers = { orderGeneration: 1 }
const paid = { paid: '29.90', currency: 'EUR' }
const cancelled = { payment: 'REJECTED', reason: 'Cancelled', message: 'The order was cancelled' } as const
const expired = { payment: 'REJECTED', reason: 'Expired', message: 'Too late', expiresAt: heldUntil } as const
const wrongPrice = {
  reason: 'PriceMismatch',
  message: 'Your price is not well suited with the plan and coupon! It should be: 29.90',
}
const noSeats = { reason: 'NoSeats', message: 'The order waits for seats: there are not enough of them free' }
const seatTaken = { reason: 'NoSeats', message: 'The order waits for seats: another one had them before' }
const waiting = { decision: 'Waitlisted', ...noSeats } as const
const sold = { decision: 'Sold' } as const

/** The name and uid of the n-th order. */
const named = (n: number) => ({ name: `order-${n}`, uid: `uid-${n}` })

/** An order in the line, and what is stored of it; each is written after those before it. */
function standing(n: number, said: Said = {}, stored?: Partial<Reservation> & { version?: number }) {
  const { version = n, ...reservation } = stored ?? {}
  const own = { orderRef: `order-${n}`, orderUid: `uid-${n}`, ...reservation }
  return { order: anOrder({ ...named(n), ...said }), ...(stored && { stored: aStored(own, version) }) }
}

function office(
  line: BoxOffice['line'],
  said: { plan?: Partial<Plan>; coupon?: Partial<Coupon>; others?: Stored[] } = {},
): BoxOffice {
  const coupons = new Map(said.coupon && [[couponRef, aCoupon(said.coupon)]])
  return frozen({ plan: aPlan(said.plan), coupons, line, others: said.others ?? [], now })
}

/** What is decided of a single order, less its name. */
function decide(order: Said, stored?: Partial<Reservation>, said?: Parameters<typeof office>[1]): Reservation {
  const [decided] = decideAll(office([standing(1, order, stored)], said))
  return decided as Reservation
}

/** Decision and seats of each order in the line, as in "Held 1 2". */
function table(line: BoxOffice['line'], said?: Parameters<typeof office>[1]): string[] {
  return decideAll(office(line, said)).map(({ decision, seats = [] }) => [decision, ...seats].join(' '))
}

t.test('does not change its arguments', async () => {
  fc.assert(
    fc.property(anyBoxOffice, someone => {
      const before = structuredClone(someone)
      decideAll(someone)
      return isDeepStrictEqual(structuredClone(someone), before)
    }),
  )
})

t.test('an order at the counter gets one answer', async t => {
  const past = { payment: 'CONFIRMED', quantity: 1, ...paid, observedGeneration: 1 } as const
  const smaller = { quantity: 1, status: { paid: '59.80', currency: 'EUR', observedGeneration: 1 } }
  const over = { decision: 'Released', reason: 'Refunded', message: 'Over' } as const
  const refused = { decision: 'Refused', ...wrongPrice } as const
  const rows: [why: string, found: Reservation, expected: Partial<Reservation>][] = [
    ['a new one is held', decide({}), answers],
    ['… even if it is paid: one rule at a time', decide({ status: paid }), answers],
    ['… with its coupon', decide({ price: 19.9, couponRef }, undefined, { coupon: {} }), { couponRef, ...answers }],
    ['… refused for its price', decide({ price: 1 }), { ...refused, ...answers }],
    ['… in a seat', decide({}, undefined, { plan: { capacity: 3 } }), { seats: [1], heldUntil, ...answers }],
    [
      '… waiting for a seat',
      decide({}, undefined, { plan: { capacity: 1 }, others: [aStored()] }),
      { ...waiting, ...answers },
    ],
    [
      'one with a past gets back what it had',
      decide({ status: past }, undefined, { plan: { active: false } }),
      { ...sold, ...answers },
    ],
    [
      'one that was sold, and refused when its plan was made again, gets it back',
      decide({ status: past }, refused),
      { ...sold, ...answers },
    ],
    ['a held one that is paid is sold', decide({ status: paid }, {}), { ...sold, ...answers }],
    [
      '… even if the plan costs more',
      decide({ status: paid }, {}, { plan: { active: false, price: 99 } }),
      { ...sold, ...answers },
    ],
    ['a held one that is not paid stays held', decide({}, {}), {}],
    ['a held one grows', decide({ quantity: 2 }, {}), { quantity: 2, ...answers }],
    ['what is held is sold before it grows', decide({ quantity: 2, status: paid }, {}), { ...sold, ...answers }],
    ['what is given back is given back before it is sold', decide(smaller, { quantity: 2 }), answers],
    [
      'a cancelled one is over, before anything else',
      decide({ status: { ...cancelled, ...paid } }, { quantity: 2 }),
      { decision: 'Released', quantity: 2, reason: 'Cancelled', message: 'The order was cancelled', ...answers },
    ],
    [
      'a hold that ended is given back',
      decide({ status: expired }, { heldUntil, seats: [1] }),
      { decision: 'Released', reason: 'Expired', message: 'Too late', ...answers },
    ],
    [
      '… and granted again when it is paid all the same',
      decide({ status: { ...expired, ...paid } }, { decision: 'Released', reason: 'Expired', message: 'Too late' }),
      answers,
    ],
    ['a refused one is looked at again', decide({}, refused), answers],
    ['… and may be refused again', decide({ price: 1 }, refused), refused],
    [
      'one that waits keeps waiting',
      decide({}, waiting, { plan: { capacity: 1 }, others: [aStored({ orderRef: 'gone' })] }),
      waiting,
    ],
    ['one that was given back stays so, paid or not', decide({ status: paid }, over), over],
    ['… and though its status still says that it is confirmed', decide({ status: past }, over), over],
  ]
  for (const [why, found, expected] of rows) t.strictSame(found, aReservation(expected), why)
})

t.test('what was refused is restored only on the word of its own generation', async t => {
  const confirmed = { payment: 'CONFIRMED', quantity: 1, ...paid, observedGeneration: 1 } as const
  const refused = { decision: 'Refused', ...wrongPrice } as const
  const plan = { capacity: 3 }
  const after = (status: Partial<Order['status']>, stored: Partial<Reservation> = refused) =>
    decide({ status: { ...confirmed, seats: [2], ...status } }, stored, { plan })
  const again = aReservation({ seats: [1], heldUntil, ...answers })
  t.strictSame(after({}), aReservation({ ...sold, seats: [2], ...answers }))
  t.strictSame(after({ observedGeneration: 0 }), again, 'it was said of the generation before')
  t.strictSame(after({ payment: 'PENDING' }), again, 'nothing was sold')
  t.strictSame(after({ payment: 'REJECTED', reason: 'Expired' }), again, 'it ended before it was refused')
  t.strictSame(after({ seats: undefined }), again, 'no seat is known')
  t.strictSame(
    after({}, { ...refused, reason: 'TooMany' }),
    again,
    'it was too large for the plan, and is not any more',
  )
  const nothing = { ...refused, quantity: 0 }
  t.strictSame(after({}, nothing), again, 'a hold of nothing had given back what it was sold')
  t.strictSame(
    decide({ price: 1, status: { ...confirmed, seats: [2] } }, nothing, { plan }),
    aReservation({ ...nothing, message: wrongPrice.message }),
    '… and keeps saying that it was one',
  )
  const large = decide({ quantity: 4, status: { ...confirmed, seats: [2] } }, refused, {
    plan: { ...plan, active: false },
  })
  t.match(large, { decision: 'Refused', reason: 'PlanInactive' }, 'too large for the plan, whatever it is refused for')
})

t.test('seats that are sold to another by now are not given back', async t => {
  const status = { payment: 'CONFIRMED' as const, quantity: 1, ...paid, seats: frozen([1, 2]) }
  const line = (stored: Partial<Reservation>) => [standing(1, {}, stored), standing(2, { quantity: 2, status })]
  const plan = { capacity: 4 }
  t.strictSame(table(line({ ...sold, seats: [2] }), { plan }), ['Sold 2', 'Held 1 3'], 'it is a new one')
  t.strictSame(table(line({ ...sold, seats: [3] }), { plan }), ['Sold 3', 'Sold 1 2'], 'others are no matter')
  t.strictSame(table(line({ seats: [2] }), { plan }), ['Held 3', 'Sold 1 2'], 'what is held gives way')
  t.strictSame(table(line(sold), { plan }), ['Sold', 'Sold 1 2'], 'what has no seats claims none')
  const free = [standing(1, { price: 0 }, { seats: [2] }), standing(2, { quantity: 2, status })]
  t.strictSame(table(free, { plan }), ['Held 3', 'Sold 1 2'], 'what gives way is not sold in the same answer')
  const twice = [standing(1, { quantity: 2, status }), standing(2, { quantity: 2, status })]
  t.strictSame(table(twice, { plan }), ['Sold 1 2', 'Held 3 4'], 'nor to two at once')
})

t.test('the generation that was answered is said when there is something else to say', async t => {
  const at = (generation: number) => ({ quantity: 2, generation })
  t.match(decide(at(7)), { orderGeneration: 7 }, 'new')
  t.match(decide(at(7), { orderGeneration: 6 }), { quantity: 2, orderGeneration: 7 }, 'changed')
  t.match(decide(at(7), { quantity: 2, orderGeneration: 6 }), { orderGeneration: 6 }, 'nothing to say')
  t.notOk('orderGeneration' in decide(at(7), { quantity: 2 }), 'nothing to say, nothing said')
})

t.test('an order that is seen older than it was answered is left alone', async t => {
  const stale = (said: Said, stored: Partial<Reservation>) => {
    const before = { ...stored, orderGeneration: 2 }
    t.strictSame(decide({ generation: 1, ...said }, before), aReservation(before), JSON.stringify([said, stored]))
  }
  stale({ quantity: 2 }, {})
  stale({ status: paid }, {})
  stale({ status: cancelled }, { ...sold })
  stale({ status: expired }, { heldUntil })
  stale({ price: 29.9 }, { decision: 'Refused', ...wrongPrice })
  stale({ status: cancelled }, { decision: 'Refused', ...wrongPrice })
  stale({ status: { payment: 'CONFIRMED', quantity: 1 } }, { decision: 'Refused', ...wrongPrice })
  stale({ quantity: 0 }, waiting)
})

t.test('an order of the generation that was answered is looked at all the same: its status may be new', async t => {
  const at = (said: Said, stored: Partial<Reservation> = {}) =>
    decide({ generation: 2, ...said }, { orderGeneration: 2, ...stored })
  t.strictSame(at({ status: paid }), aReservation({ ...sold, orderGeneration: 2 }))
  const past = { payment: 'CONFIRMED', quantity: 1, ...paid, observedGeneration: 2 } as const
  const refused = { decision: 'Refused', ...wrongPrice } as const
  t.strictSame(at({ status: past }, refused), aReservation({ ...sold, orderGeneration: 2 }), 'refused, and restored')
})

t.test('seats go to those who were first, and to those who fit', async t => {
  const plan = { capacity: 3 }
  t.strictSame(table([standing(1, { quantity: 2 }), standing(2, { quantity: 2 }), standing(3)], { plan }), [
    'Held 1 2',
    'Waitlisted',
    'Held 3',
  ])
  t.strictSame(
    table([standing(1, {}, waiting), standing(2, { quantity: 3 }, waiting), standing(3)], { plan }),
    ['Held 1', 'Waitlisted', 'Held 2'],
    'those that wait are in the same line',
  )
  const back = { decision: 'Released', reason: 'Expired', message: 'Too late' } as const
  t.strictSame(
    table([standing(1, { quantity: 2 }), standing(2, { status: paid }, back), standing(3, { status: paid }, back)], {
      plan,
    }),
    ['Held 1 2', 'Held 3', 'Released'],
    'and so are those that return',
  )
})

t.test('what is given back is free in the next answer', async t => {
  const plan = { capacity: 2 }
  const line = [
    standing(1, { status: cancelled }, { seats: [1] }),
    standing(2, { status: expired }, { seats: [2], heldUntil }),
  ]
  t.strictSame(table([...line, standing(3)], { plan }), ['Released', 'Released', 'Waitlisted'])
})

t.test('reservations whose order is not seen keep their seats and redemptions', async t => {
  const others = [aStored({ orderRef: 'gone', seats: [1], couponRef }, 9)]
  t.strictSame(table([standing(1), standing(2)], { plan: { capacity: 2 }, others }), ['Held 2', 'Waitlisted'])
  const discounted = standing(1, { price: 19.9, couponRef })
  t.strictSame(table([discounted], { coupon: { maxRedemptions: 1 }, others }), ['Refused'])
})

t.test('of two that hold one seat, the later goes back into the line', async t => {
  const plan = { capacity: 3 }
  const seat = { seats: [1] }
  const line = [standing(1, {}, { ...seat, version: 2 }), standing(2, {}, { ...seat, version: 1 })]
  t.strictSame(table(line, { plan }), ['Held 2', 'Held 1'], 'it gets another seat')
  const full = decideAll(office([...line, standing(3, {}, { seats: [2], version: 3 })], { plan }))
  t.strictSame(
    full[0],
    aReservation({ decision: 'Waitlisted', ...noSeats, ...answers }),
    'its own still counts in this answer',
  )
  const [idle] = decideAll(office(line, { plan: { ...plan, active: false } }))
  t.strictSame(
    idle,
    aReservation({ decision: 'Waitlisted', ...seatTaken, ...answers }),
    'nothing is granted while the plan is inactive',
  )
  const held = { seats: [1], heldUntil }
  t.strictSame(
    table([standing(1, { status: paid }, held), standing(2, {}, { seats: [1], ...sold })], { plan }),
    ['Held 2', 'Sold 1'],
    'what is challenged is not sold, however early it was',
  )
})

t.test('of more holds than redemptions, the later are refused', async t => {
  const order = { price: 19.9, couponRef }
  const line = [standing(1, order, { couponRef, version: 2 }), standing(2, order, { couponRef, version: 1 })]
  const exhausted = {
    decision: 'Refused',
    reason: 'CouponExhausted',
    message: 'The coupon "discount-10" is used up',
  } as const
  const [first, second] = decideAll(office(line, { coupon: { maxRedemptions: 1 } }))
  t.strictSame([first, second], [aReservation({ couponRef, ...exhausted, ...answers }), line[1]?.stored?.reservation])
})

t.test('what was sold before its plan was made again is counted before any grant', async t => {
  const past = { payment: 'CONFIRMED' as const, quantity: 1, ...paid, seats: frozen([1]) }
  const line = [standing(1), standing(2), standing(3, { status: past })]
  t.strictSame(table(line, { plan: { capacity: 2 } }), ['Held 2', 'Waitlisted', 'Sold 1'])
  const redeemed = { ...past, seats: undefined }
  const order: Partial<Order> = { price: 19.9, couponRef }
  const { status: _, ...said } = order
  t.strictSame(
    table([standing(1, said), standing(2, { ...said, status: redeemed })], { coupon: { maxRedemptions: 1 } }),
    ['Refused', 'Sold'],
  )
})
