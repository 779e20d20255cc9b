import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { compileSchema } from '../../hooks/http/validator.ts'
import { ConferenceResponse, OrderResponse } from '../../hooks/schema/hooks.ts'
import { syncConference } from '../../hooks/sync/conference.ts'
import { arbitraryOrderView } from '../fixtures/arbitrary-views.ts'
import { aConference, aNamespace, now } from '../fixtures/objects.ts'
import { fc } from '../fixtures/properties.ts'
import { conferenceRequest } from '../fixtures/requests.ts'
import { afterOrder, answerOrder } from '../fixtures/rounds.ts'

// Every request of these tests is frozen all the way down: a hook that changed its input would throw.

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
      fc.property(arbitraryOrderView, view => {
        const found = answerOrder(view)
        if (JSON.stringify(answerOrder(view)) !== JSON.stringify(found) || !fits(found)) return false
        return roundsToRest(view, { answer: answerOrder, after: afterOrder }) <= 4
      }),
      { numRuns: 3000 },
    )
  },
)

t.test('nothing new in a status alone needs to be looked at: it changes no answer, or a sync follows', async () => {
  const withStatus = <V extends { parent: object }>(view: V, status: object) => ({
    ...view,
    parent: { ...view.parent, status: { ...status, observedGeneration: 2 } },
  })
  fc.assert(
    fc.property(arbitraryOrderView, view => {
      const { status, ...answer } = answerOrder(view)
      const again = answerOrder(withStatus(view, status))
      // A ticket that is made brings a sync, and so does one that could not be made.
      const there = view.tickets.map(({ metadata }) => metadata.name)
      if (answer.children.some(({ kind, metadata }) => kind === 'Ticket' && !there.includes(metadata.name))) return true
      return answer.resyncAfterSeconds !== undefined || isDeepStrictEqual(again, { status, ...answer })
    }),
    { numRuns: 3000 },
  )
})

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
