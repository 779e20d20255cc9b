import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import type { PlanResponse } from '../../hooks/schema/hooks.ts'
import type { Order } from '../../hooks/schema/order.ts'
import type { Reservation, ReservationSpec } from '../../hooks/schema/reservation.ts'
import { arbitraryPlanView } from '../fixtures/arbitrary-views.ts'
import { now } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { answerPlan, type PlanView } from '../fixtures/rounds.ts'

/** A property of what the plan hook answers to anything it may see. */
function always(holds: (view: PlanView, specs: ReservationSpec[], answer: PlanResponse) => boolean): void {
  const property = fc.property(arbitraryPlanView, view => {
    const answer = answerPlan(view)
    return holds(
      view,
      answer.children.map(({ spec }) => spec),
      answer,
    )
  })
  fc.assert(property, { numRuns: 3_000 })
}

const isHold = ({ decision }: ReservationSpec) => decision === 'Held' || decision === 'Sold'
const beforeOf = ({ reservations }: PlanView, { orderRef }: ReservationSpec): Reservation | undefined =>
  reservations.find(({ metadata }) => metadata.name === orderRef)
const orderOf = ({ orders }: PlanView, { orderRef, orderUid }: ReservationSpec): Order | undefined =>
  orders.find(({ metadata: { name, uid } }) => name === orderRef && uid === orderUid)

/** What an order gets back that was sold by a plan that is gone. */
function isRestored(view: PlanView, spec: ReservationSpec): boolean {
  const before = beforeOf(view, spec)?.spec
  const { payment, observedGeneration } = orderOf(view, spec)?.status ?? {}
  if (payment !== 'CONFIRMED') return false
  return before === undefined || (before.decision === 'Refused' && observedGeneration === spec.orderGeneration)
}

t.test('no seat is granted twice, nor one that anybody was seen to have, nor more than are free', async () => {
  always((view, specs) => {
    const taken = [
      ...view.reservations.map(({ spec }) => spec).filter(isHold),
      ...specs.filter(spec => isHold(spec) && isRestored(view, spec)),
    ]
    const granted = specs.flatMap(spec => {
      const { seats: had = [] } = beforeOf(view, spec)?.spec ?? {}
      return isRestored(view, spec) ? [] : (spec.seats ?? []).filter(seat => !had.includes(seat))
    })
    const others = taken.flatMap(({ seats = [] }) => seats)
    const held = taken.reduce((sum, { quantity }) => sum + quantity, 0)
    const fits = granted.length === 0 || granted.length <= (view.parent.spec.capacity ?? 0) - held
    return fits && new Set(granted).size === granted.length && granted.every(seat => !others.includes(seat))
  })
})

t.test('a limited coupon is redeemed at most as often as it may be', async () => {
  always((view, specs) =>
    view.coupons.every(({ metadata: { name }, spec: { maxRedemptions = Number.POSITIVE_INFINITY } }) => {
      const users = (all: ReservationSpec[]) =>
        all.filter(spec => isHold(spec) && spec.couponRef === name && spec.quantity > 0)
      const before = new Set(users(view.reservations.map(({ spec }) => spec)).map(({ orderRef }) => orderRef))
      for (const { orderRef } of users(specs.filter(spec => isRestored(view, spec)))) before.add(orderRef)
      const fresh = users(specs).filter(({ orderRef }) => !before.has(orderRef))
      return fresh.length === 0 || before.size + fresh.length <= maxRedemptions
    }),
  )
})

t.test('a reservation is sold for the first time only to an order that is free or paid in full', async () => {
  always((view, specs) =>
    specs.every(spec => {
      const order = orderOf(view, spec)
      const before = beforeOf(view, spec)?.spec
      if (spec.decision !== 'Sold' || before?.decision === 'Sold' || isRestored(view, spec)) return true
      const paid = order?.status?.currency === spec.currency ? Number(order.status.paid ?? 0) : 0
      return order !== undefined && paid >= order.spec.price * spec.quantity - 0.001
    }),
  )
})

t.test(
  'what is sold in no contested seat is not taken back but for a cancel, a refund, or its order being gone',
  async () => {
    always((view, specs) =>
      view.reservations.every(({ metadata, spec }) => {
        const decided = specs.find(({ orderRef }) => orderRef === metadata.name)
        if (spec.decision !== 'Sold' || decided?.decision === 'Sold') return true
        const order = orderOf(view, spec)
        const contested = view.reservations.some(
          other =>
            other.metadata.name !== metadata.name &&
            isHold(other.spec) &&
            other.spec.seats?.some(seat => spec.seats?.includes(seat)),
        )
        const over = ['Cancelled', 'Refunded'].includes(order?.status?.reason ?? '')
        return order === undefined || contested || over || order.spec.quantity === 0
      }),
    )
  },
)

t.test('an end that was said of a hold ends that very hold and no other', async () => {
  always((view, specs) =>
    specs.every(spec => {
      const before = beforeOf(view, spec)?.spec
      const { status } = orderOf(view, spec) ?? {}
      if (before?.decision !== 'Held' || spec.decision !== 'Released' || spec.reason !== 'Expired') return true
      return status?.reason === 'Expired' && before.heldUntil !== undefined && status.expiresAt === before.heldUntil
    }),
  )
})

t.test('a reservation goes only when it is two minutes old, or a younger order has its name', async () => {
  always((view, specs) =>
    view.reservations.every(({ metadata, spec }) => {
      if (specs.some(({ orderUid, orderRef }) => orderUid === spec.orderUid && orderRef === metadata.name)) return true
      const namesake = view.orders.find(order => order.metadata.name === metadata.name)
      const made = Date.parse(metadata.creationTimestamp)
      const isYounger = namesake !== undefined && Date.parse(namesake.metadata.creationTimestamp) > made
      return orderOf(view, spec) === undefined && (isYounger || now >= made + 120_000)
    }),
  )
})

t.test('the status counts what is answered', async () => {
  always(({ parent }, specs, { status }) => {
    const count = (decision: ReservationSpec['decision']) =>
      specs.filter(spec => spec.decision === decision).reduce((sum, { quantity }) => sum + quantity, 0)
    const { held, sold, waiting, left } = status
    const free =
      parent.spec.capacity === undefined ? undefined : Math.max(0, parent.spec.capacity - count('Held') - count('Sold'))
    return isDeepStrictEqual([held, sold, waiting, left], [count('Held'), count('Sold'), count('Waitlisted'), free])
  })
})

t.test('where nothing is scarce, what becomes of an order does not depend on the orders of others', async () => {
  always((view, specs) => {
    const limited = view.coupons.some(({ spec }) => spec.maxRedemptions !== undefined)
    const seated = view.reservations.some(({ spec }) => spec.seats !== undefined)
    if (limited || seated || view.parent.spec.capacity !== undefined) return true
    return view.orders.every(({ metadata: { name } }) => {
      const own = <T extends { metadata: { name: string } }>(all: T[]) =>
        all.filter(({ metadata }) => metadata.name === name)
      const alone = answerPlan({ ...view, orders: own(view.orders), reservations: own(view.reservations) })
      return isDeepStrictEqual(
        own(alone.children).map(({ spec }) => spec),
        specs.filter(({ orderRef }) => orderRef === name),
      )
    })
  })
})
