import fc from 'fast-check'
import t from 'tap'
import { compileSchema } from '../../hooks/http/validator.ts'
import { ConferenceResponse, OrderResponse, PlanResponse } from '../../hooks/schema/hooks.ts'
import { syncConference } from '../../hooks/sync/conference.ts'
import {
  arbitraryCoupons,
  arbitraryOrder,
  arbitraryOrders,
  arbitraryPayments,
  arbitraryPlan,
  arbitraryReservation,
  arbitraryReservations,
  arbitraryTickets,
} from '../fixtures/arbitrary.ts'
import { aConference, aNamespace, now } from '../fixtures/objects.ts'
import { conferenceRequest } from '../fixtures/requests.ts'
import { afterOrder, afterPlan, answerOrder, answerPlan, type OrderView, type PlanView } from '../fixtures/rounds.ts'

// Every request of these tests is frozen all the way down: a hook that changed its input would throw.

const orderView: fc.Arbitrary<OrderView> = fc.record({
  parent: arbitraryOrder(),
  tickets: arbitraryTickets,
  payments: arbitraryPayments,
  reservations: arbitraryReservation().chain(reservation => fc.subarray([reservation])),
})

const planView: fc.Arbitrary<PlanView> = fc.record({
  parent: arbitraryPlan,
  orders: arbitraryOrders,
  reservations: arbitraryReservations,
  coupons: arbitraryCoupons,
})

/** How many rounds it takes until an answer, once done, is given again. */
function roundsToRest<View, Answer>(
  view: View,
  { answer, after }: { answer: (view: View) => Answer; after: (view: View, answer: Answer) => View },
): number {
  let answered = answer(view)
  for (let round = 0; round < 10; round++) {
    const next = after(view, answered)
    const again = answer(next)
    if (JSON.stringify(next) === JSON.stringify(view) && JSON.stringify(again) === JSON.stringify(answered))
      return round
    view = next
    answered = again
  }
  return Number.POSITIVE_INFINITY
}

t.test(
  'the order hook answers the same question the same way, validly, and comes to rest within four rounds',
  async () => {
    const fits = compileSchema(OrderResponse)
    fc.assert(
      fc.property(orderView, view => {
        const found = answerOrder(view)
        if (JSON.stringify(answerOrder(view)) !== JSON.stringify(found) || !fits(found)) return false
        return roundsToRest(view, { answer: answerOrder, after: afterOrder }) <= 4
      }),
      { numRuns: 3000 },
    )
  },
)

t.test(
  'the plan hook answers the same question the same way, validly, and comes to rest within four rounds',
  async () => {
    const fits = compileSchema(PlanResponse)
    fc.assert(
      fc.property(planView, view => {
        const found = answerPlan(view)
        if (JSON.stringify(answerPlan(view)) !== JSON.stringify(found) || !fits(found)) return false
        return roundsToRest(view, { answer: answerPlan, after: afterPlan }) <= 4
      }),
      { numRuns: 3000 },
    )
  },
)

t.test('the conference hook answers the same question the same way, validly, and comes to rest at once', async () => {
  const fits = compileSchema(ConferenceResponse)
  const namespaces = fc.subarray([aNamespace({ phase: 'Active' })])
  fc.assert(
    fc.property(namespaces, namespaces, (own, any) => {
      const request = conferenceRequest(aConference(), { own, any: own.length > 0 ? own : any })
      const found = syncConference(request, now)
      const again = syncConference({ ...request, parent: { ...request.parent, status: found.status } }, now + 60_000)
      return fits(found) && JSON.stringify(again) === JSON.stringify(found)
    }),
  )
})

t.test('a payment that is there is named in every answer', async () => {
  fc.assert(
    fc.property(orderView, view => {
      const named = answerOrder(view).children.filter(({ kind }) => kind === 'Payment')
      return (
        named.map(({ metadata }) => metadata.name).join() === view.payments.map(({ metadata }) => metadata.name).join()
      )
    }),
  )
})

t.test(
  'a ticket goes only when fewer are ordered, or the order is cancelled, refused, given back or refunded',
  async () => {
    fc.assert(
      fc.property(orderView, view => {
        const { status, children } = answerOrder(view)
        const kept = new Set(children.map(({ metadata }) => metadata.name))
        const lost = view.tickets.filter(({ metadata }) => !kept.has(metadata.name)).length
        const evidence = status.payment === 'REJECTED'
        return lost === 0 || evidence || lost === view.tickets.length - view.parent.spec.quantity
      }),
    )
  },
)

t.test(
  'an order for money is confirmed only if it is paid, was confirmed before, was sold, or has tickets',
  async () => {
    fc.assert(
      fc.property(orderView, view => {
        if (answerOrder(view).status.payment !== 'CONFIRMED') return true
        const sold = view.reservations.some(({ spec }) => spec.decision === 'Sold')
        return sold || view.parent.status?.payment === 'CONFIRMED' || view.tickets.length > 0
      }),
    )
  },
)

t.test('a reservation is sold for the first time only to an order that is free or paid in full', async () => {
  fc.assert(
    fc.property(planView, view => {
      return answerPlan(view).children.every(({ spec }) => {
        const order = view.orders.find(
          ({ metadata }) => metadata.uid === spec.orderUid && metadata.name === spec.orderRef,
        )
        const before = view.reservations.find(({ metadata }) => metadata.name === spec.orderRef)
        if (spec.decision !== 'Sold' || before?.spec.decision === 'Sold' || order === undefined) return true
        const isNew = before === undefined || before.spec.decision === 'Refused'
        const wasConfirmed = isNew && order.status?.payment === 'CONFIRMED'
        const paid = order.status?.currency === spec.currency ? Number(order.status.paid ?? 0) : 0
        return wasConfirmed || paid >= order.spec.price * spec.quantity - 0.001
      })
    }),
    { numRuns: 3000 },
  )
})

t.test('what becomes of an order does not depend on the orders of others', async () => {
  fc.assert(
    fc.property(planView, view => {
      const all = answerPlan(view).children
      return view.orders.every(order => {
        const { name } = order.metadata
        const alone = {
          ...view,
          orders: [order],
          reservations: view.reservations.filter(({ metadata }) => metadata.name === name),
        }
        const of = (children: typeof all) => JSON.stringify(children.filter(({ metadata }) => metadata.name === name))
        return of(answerPlan(alone).children) === of(all)
      })
    }),
  )
})
