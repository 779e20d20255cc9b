import t from 'tap'
import {
  keepEnd,
  keepForAnnouncedMoney,
  limitHold,
  prolongHold,
  termOf,
} from '../../../../hooks/rules/box-office/hold/term.ts'
import type { PlanFacts } from '../../../../hooks/rules/box-office/plan.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { now } from '../../../fixtures/objects.ts'
import {
  aDesk,
  anOrder,
  aPlan,
  aReservation,
  type SaidOfDesk,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import { anEntry, paid } from '../../../fixtures/rules/money.ts'
import { couponRef, limited } from '../../../fixtures/rules/reasons.ts'

/** A time of the day, in RFC 3339 and in milliseconds since 1970. */
const at = (time: string) => `2026-11-20T${time}Z`
const ms = (time: string) => Date.parse(at(time))

const hour = { maxHoldMinutes: 60 }
const decisions = ['Sold', 'Waitlisted', 'Refused', 'Released'] as const

t.test('a hold starts now, unless its earlier end is in the future', async t => {
  const begin = (said: Partial<ReservationFacts>, order: SaidOfOrder = {}, plan: Partial<PlanFacts> = {}) =>
    termOf(anOrder(order), aReservation(said), { plan: aPlan(plan), now })
  t.strictSame(begin({}), term)
  const before = { heldSince: at('07:50:00'), heldUntil: at('08:05:00') }
  t.strictSame(begin({ heldSince: at('07:50:00') }), before)
  const last = { heldSince: at('07:45:01'), heldUntil: at('08:00:01') }
  t.strictSame(begin({ heldSince: at('07:45:01') }), last, 'a second is left')
  t.strictSame(begin({ heldSince: at('07:45:00') }), term, 'it is over by now')
  const prolonged = { heldSince: at('07:30:00'), heldUntil: at('08:20:00') }
  const asked = { holdUntil: ms('08:20:00') }
  t.strictSame(begin({ heldSince: at('07:30:00') }, asked, hour), prolonged, 'the end that it had asked for is ahead')
  const short = { heldSince: at('07:00:01'), heldUntil: at('08:00:01') }
  t.strictSame(begin({ heldSince: at('07:00:01') }, asked, hour), short, '… and the limit of its plan')
  const anew = { heldSince: at('08:00:00'), heldUntil: at('08:20:00') }
  t.strictSame(begin({ heldSince: at('07:00:00') }, asked, hour), anew, 'the limit of its plan is past')
})

t.test('a hold lasts for the time of its plan, or for the time that its order asks for within the limit', async t => {
  const until = (holdUntil: number | undefined, plan: Partial<PlanFacts> = hour) =>
    termOf(anOrder({ holdUntil }), {}, { plan: aPlan(plan), now }).heldUntil
  t.equal(until(undefined), at('08:15:00'))
  t.equal(until(undefined, { holdMinutes: 60 }), at('09:00:00'))
  t.equal(until(ms('08:10:00')), at('08:15:00'), 'never shorter than that')
  t.equal(until(ms('08:40:00')), at('08:40:00'))
  t.equal(until(ms('09:00:00')), at('09:00:00'), 'up to the limit')
  t.equal(until(ms('23:00:00')), at('09:00:00'), '… and not beyond it')
  t.equal(until(ms('23:00:00'), {}), at('08:15:00'), 'the plan grants no more time')
  t.equal(until(ms('08:40:00') + 999), at('08:40:00'), 'in whole seconds')
  const offer = termOf(anOrder(), {}, { plan: aPlan(hour), now, minutes: 120 })
  t.strictSame(offer, { heldSince: at('08:00:00'), heldUntil: at('10:00:00') }, 'as long as an offer')
})

t.test('a hold without an end gets one when its plan or its coupon becomes scarce, once', async t => {
  const limit = (
    said: Partial<ReservationFacts>,
    desk: SaidOfDesk = { plan: { capacity: 9 } },
    order: SaidOfOrder = {},
  ) => limitHold(anOrder(order), aReservation(said), aDesk(desk))
  t.strictSame(limit({ quantity: 2 }), aReservation({ quantity: 2, ...term }), 'the plan has seats by now')
  t.strictSame(limit({ couponRef }, limited), aReservation({ couponRef, ...term }), 'the coupon has a limit by now')
  t.strictSame(limit({}, { plan: { salesEnd: ms('10:00:00') } }), aReservation(term), 'the sale has an end by now')
  t.strictSame(limit({ heldSince: at('07:50:00') }), aReservation(term), 'it begins now')
  const long = limit({}, { plan: { capacity: 9, holdMinutes: 60 } })
  t.strictSame(long, aReservation({ ...term, heldUntil: at('09:00:00') }), 'as long as the plan says')
  const asked = limit({}, { plan: { capacity: 9, ...hour } }, { holdUntil: ms('08:40:00') })
  t.strictSame(asked, aReservation({ ...term, heldUntil: at('08:40:00') }), 'or as its order asks for')
  const none: [why: string, found: ReservationFacts | undefined][] = [
    ['it has an end', limit(term)],
    ['… even one that is past', limit(term, { plan: { capacity: 9 }, now: now + 3_600_000 })],
    ['nothing is scarce', limit({}, {})],
    ['the coupon has no limit', limit({ couponRef }, { coupon: {} })],
    ['it holds nothing', limit({ quantity: 0 })],
    ...decisions.map((decision): [string, ReservationFacts | undefined] => [decision, limit({ decision })]),
  ]
  for (const [why, found] of none) t.equal(found, undefined, why)
})

const held = { seats: [1], couponRef, ...term }

t.test('a hold gets the later end that its order asks for, within the limit of its plan', async t => {
  const prolong = (
    holdUntil: number | undefined,
    said: Partial<ReservationFacts> = held,
    plan: Partial<PlanFacts> = hour,
  ) => prolongHold(anOrder({ holdUntil }), aReservation(said), { plan: aPlan(plan) })
  const until = (time: string, said: Partial<ReservationFacts> = held) => aReservation({ ...said, heldUntil: at(time) })
  t.strictSame(prolong(ms('08:40:00')), until('08:40:00'))
  t.strictSame(prolong(ms('09:00:00')), until('09:00:00'))
  t.strictSame(prolong(ms('23:00:00')), until('09:00:00'), 'an hour after its start at the latest')
  t.strictSame(prolong(ms('08:15:01')), until('08:15:01'), 'by a second')
  const asked = { ...held, heldUntil: at('08:40:00') }
  t.strictSame(prolong(ms('08:50:00'), asked), until('08:50:00', asked), 'again')
  const none: [why: string, found: ReservationFacts | undefined][] = [
    [
      'it is paid',
      prolongHold(anOrder({ holdUntil: ms('08:40:00'), ...paid('29.90') }), aReservation(held), { plan: aPlan(hour) }),
    ],
    ['nothing is asked for', prolong(undefined)],
    ['less is asked for', prolong(ms('08:10:00'))],
    ['as much is asked for', prolong(ms('08:15:00'))],
    ['a fraction of a second more', prolong(ms('08:15:00') + 999)],
    ['the plan grants no more time', prolong(ms('23:00:00'), held, {})],
    ['the limit is reached', prolong(ms('23:00:00'), { ...held, heldUntil: at('09:00:00') })],
    ['the limit was lowered since', prolong(ms('23:00:00'), { ...held, heldUntil: at('09:30:00') })],
    ['it has no end', prolong(ms('08:40:00'), { seats: [1] })],
    ['its start is not known', prolong(ms('08:40:00'), { heldUntil: at('08:15:00') })],
    ...decisions.map((decision): [string, ReservationFacts | undefined] => [
      decision,
      prolong(ms('08:40:00'), { ...held, decision }),
    ]),
  ]
  for (const [why, found] of none) t.equal(found, undefined, why)
})

const announced = { entries: [anEntry({ state: 'Pending' })] }
const days = { pendingHours: 48 }

const announce = (order: SaidOfOrder, said: Partial<ReservationFacts> = held, plan: Partial<PlanFacts> = days) =>
  keepForAnnouncedMoney(anOrder(order), aReservation(said), { plan: aPlan(plan), now })

t.test('a hold is kept for announced money that covers its price', async t => {
  const kept = aReservation({ ...held, heldUntil: '2026-11-22T08:00:00Z', pending: true })
  t.strictSame(announce(announced), kept)
  t.strictSame(
    announce({
      entries: [anEntry({ gross: '9.90' }), anEntry({ transactionId: 'T2', state: 'Pending', gross: '20.00' })],
    }),
    kept,
    'with what is paid',
  )
  t.strictSame(announce({ ...announced, quantity: 1 }, { ...held, quantity: 2, seats: [1, 2] }), {
    ...kept,
    quantity: 2,
    seats: [1, 2],
  })
  const none: [why: string, found: ReservationFacts | undefined][] = [
    ['nothing is announced', announce({})],
    ['too little is', announce({ entries: [anEntry({ state: 'Pending', gross: '29.89' })] })],
    ['in another currency', announce({ entries: [anEntry({ state: 'Pending', currency: 'USD' })] })],
    ['the money has arrived', announce({ entries: [anEntry({ state: 'Pending' }), anEntry()] })],
    ['it is paid', announce(paid('29.90'))],
    ['it was denied', announce({ entries: [anEntry({ state: 'Pending' }), anEntry({ state: 'Denied' })] })],
    ['it costs nothing', announce({ price: 0, ...announced })],
    ['the plan does not wait for it', announce(announced, held, {})],
    ['it has more time anyway', announce(announced, { ...held, heldUntil: '2026-11-22T08:00:00Z' })],
    ['it has no end', announce(announced, { seats: [1] })],
    ['it was kept once before', announce(announced, { ...held, pending: false })],
    ...decisions.map((decision): [string, ReservationFacts | undefined] => [
      decision,
      announce(announced, { ...held, decision }),
    ]),
  ]
  for (const [why, found] of none) t.equal(found, undefined, why)
})

t.test('after a failed announcement a hold gets the usual time once', async t => {
  const kept = { ...held, heldSince: at('07:00:00'), heldUntil: '2026-11-22T07:00:00Z', pending: true }
  const failed = aReservation({ ...kept, heldUntil: at('08:15:00'), pending: false })
  t.strictSame(announce({ entries: [anEntry({ state: 'Pending' }), anEntry({ state: 'Denied' })] }, kept), failed)
  t.strictSame(announce({}, kept, {}), failed, 'though the plan no longer waits for announcements')
  t.strictSame(announce({}, { ...kept, heldUntil: at('08:05:00') }), failed, 'a later end than it had, once')
  t.equal(announce({}, failed), undefined)
  t.equal(announce(announced, failed), undefined, 'announced again')
  t.equal(announce(announced, kept), undefined, 'it goes on')
  t.equal(announce({ entries: [anEntry({ state: 'Pending' }), anEntry()] }, kept), undefined, 'the money has arrived')
})

t.test('a hold that gets other seats keeps the later of two ends', async t => {
  const moved = aReservation({ seats: [2], ...term })
  const keep = (before: Partial<ReservationFacts>, after = moved) => keepEnd(aReservation(before), after)
  const long = { heldSince: at('07:50:00'), heldUntil: at('08:50:00') }
  t.strictSame(keep({ seats: [1], ...long }), aReservation({ seats: [2], ...long }))
  for (const pending of [true, false]) {
    t.strictSame(keep({ seats: [1], ...long, pending }), aReservation({ seats: [2], ...long, pending }), `${pending}`)
  }
  t.equal(keep({ seats: [1], ...term, pending: false }), moved, 'they are equal')
  t.equal(keep({ seats: [1], heldSince: at('07:50:00'), heldUntil: at('08:14:59') }), moved, 'the new one is later')
  t.equal(keep({}), moved, 'it had none')
  const waits = aReservation({ decision: 'Waitlisted' })
  t.equal(keep({ seats: [1], ...long }, waits), waits, 'it waits')
})
