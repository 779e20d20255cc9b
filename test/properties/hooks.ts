import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { compileSchema } from '../../hooks/http/validator.ts'
import { ConferenceResponse, OrderResponse } from '../../hooks/schema/hooks.ts'
import { syncConference } from '../../hooks/sync/conference/conference.ts'
import { PutOffError } from '../../hooks/sync/order/put-off.ts'
import { aConference, aNamespace, now } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { conferenceRequest } from '../fixtures/requests.ts'
import { arbitraryOrderView } from '../fixtures/sync/arbitrary-views.ts'
import { afterOrder, answerOrder, late, type OrderView } from '../fixtures/sync/rounds.ts'

// Every request of these tests is deeply frozen: a hook that changed its input would throw.

/** The number of rounds until the hook repeats its answer. */
function roundsToRest(view: OrderView): number {
  let seen = view
  let answered = answerOrder(seen)
  for (let round = 0; round < 10; round++) {
    const next = afterOrder(seen, answered)
    const again = answerOrder(next)
    if (isDeepStrictEqual(next, seen) && isDeepStrictEqual(again, answered)) return round
    seen = next
    answered = again
  }
  return Number.POSITIVE_INFINITY
}

t.test('the order hook repeats its valid answer to one request, and comes to rest within four rounds', async () => {
  const fits = compileSchema(OrderResponse)
  fc.assert(
    fc.property(arbitraryOrderView, view => {
      const found = answerOrder(view)
      return isDeepStrictEqual(answerOrder(view), found) && fits(found) && roundsToRest(view) <= 4
    }),
    { numRuns: 3000 },
  )
})

/** The answer of the order hook; undefined while it is put off. */
function answerAt(view: OrderView, at: number): OrderResponse | undefined {
  try {
    return answerOrder(view, at)
  } catch (error) {
    if (error instanceof PutOffError) return undefined
    throw error
  }
}

t.test('an order is put off only while the box office is about to act, and for two minutes at most', async () => {
  fc.assert(
    fc.property(arbitraryOrderView, view => {
      const { metadata, spec } = view.parent
      const reservation = view.reservations.find(({ spec }) => spec.orderUid === metadata.uid)
      const isAwaited = spec.cancelled !== true && (reservation === undefined || reservation.spec.decision === 'Held')
      return answerAt(view, late) !== undefined && (isAwaited || answerAt(view, now) !== undefined)
    }),
    { numRuns: 3000 },
  )
})

t.test('a new status alone needs no sync: it changes no answer, or another sync follows', async () => {
  fc.assert(
    fc.property(arbitraryOrderView, view => {
      const answer = answerOrder(view)
      const { status, children, resyncAfterSeconds } = answer
      // A created ticket causes a sync, and so does a failed creation.
      const existing = view.tickets.map(({ metadata }) => metadata.name)
      if (children.some(({ kind, metadata }) => kind === 'Ticket' && !existing.includes(metadata.name))) return true
      const parent = { ...view.parent, status: { ...status, observedGeneration: 2 } }
      return resyncAfterSeconds !== undefined || isDeepStrictEqual(answerOrder({ ...view, parent }), answer)
    }),
    { numRuns: 3000 },
  )
})

t.test('the conference hook repeats its valid answer to one request, and comes to rest at once', async () => {
  const fits = compileSchema(ConferenceResponse)
  const namespaces = fc.subarray([aNamespace({ phase: 'Active' })])
  fc.assert(
    fc.property(namespaces, namespaces, (own, any) => {
      const request = conferenceRequest(aConference(), { own, any: own.length > 0 ? own : any })
      const found = syncConference(request, now)
      const again = syncConference({ ...request, parent: { ...request.parent, status: found.status } }, now + 60_000)
      return fits(found) && isDeepStrictEqual(again, found)
    }),
  )
})
