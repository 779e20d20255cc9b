import t from 'tap'
import {
  isCreatedFor,
  refuseStaleView,
  reservationVersion,
  StaleViewError,
} from '../../../hooks/sync/order/stale-view.ts'
import { anOrder, aReservation, aTicket } from '../../fixtures/objects.ts'
import { frozen } from '../../fixtures/requests.ts'

const uid = 'uid-of-reservation-order-1'
const parent = anOrder({ metadata: { generation: 2 } })
const at = (generation: number) => aReservation({ orderGeneration: 2, metadata: { generation } })
const { generation: _, ...uncounted } = at(1).metadata
const unversioned = { ...at(1), metadata: uncounted }
const createdFor = (text: string) =>
  aTicket({ metadata: { annotations: { 'orders.app.corley.it/reservation': text } } })

/** The error for a view; undefined without one. */
function refusal(view: Partial<Parameters<typeof refuseStaleView>[0]>): string | undefined {
  try {
    refuseStaleView(frozen({ parent, stored: undefined, observed: [], ...view }))
    return undefined
  } catch (error) {
    return error instanceof StaleViewError ? error.message : 'another error'
  }
}

t.test('does not change its arguments', async t => {
  const view = { parent, stored: at(1), observed: [createdFor(`${uid}/1`)] }
  const before = structuredClone(view)
  refuseStaleView(view)
  t.strictSame(view, before)
})

t.test('a version has the uid and the generation of a reservation', async t => {
  t.equal(reservationVersion(at(3)), `${uid}/3`)
  t.equal(reservationVersion(unversioned), `${uid}/0`, 'a reservation without a generation')
})

t.test('a view of the order that is older than its reservation is refused', async t => {
  const answered = (orderGeneration?: number) =>
    refusal({ stored: aReservation(orderGeneration === undefined ? {} : { orderGeneration }) })
  t.strictSame([1, 2, 3, undefined].map(answered), [
    undefined,
    undefined,
    'Cannot report on order "order-1": the view shows its generation 2, and must show 3',
    undefined,
  ])
  const { generation: __, ...metadata } = parent.metadata
  t.equal(
    refusal({ parent: { ...parent, metadata }, stored: at(1) }),
    'Cannot report on order "order-1": the view shows its generation 0, and must show 2',
    'an order without a generation is older than any other',
  )
})

t.test('a view of the reservation that is older than a ticket is refused', async t => {
  const made = (...texts: string[]) => refusal({ stored: at(2), observed: texts.map(createdFor) })
  const older = 'Cannot report on order "order-1": the view shows generation 2 of its reservation, and must show 3'
  t.equal(made(`${uid}/3`), older)
  t.equal(made(`${uid}/1`, `${uid}/3`, `${uid}/2`), older, 'one ticket is enough')
  t.equal(made(`${uid}/1`, `${uid}/2`), undefined, 'created for this generation or an earlier one')
  t.equal(
    refusal({ stored: at(99), observed: [createdFor(`${uid}/100`)] }),
    'Cannot report on order "order-1": the view shows generation 99 of its reservation, and must show 100',
    'generations are compared as numbers',
  )
  t.equal(made('of-another-reservation/9'), undefined, 'created for another reservation')
  t.equal(made(`${uid}/what people write`, uid, '', '/9'), undefined, 'a text that is no number is ignored')
  t.equal(refusal({ stored: at(2), observed: [aTicket()] }), undefined, 'a ticket without the annotation')
  t.equal(
    refusal({ stored: unversioned, observed: [createdFor(`${uid}/1`)] }),
    'Cannot report on order "order-1": the view shows generation 0 of its reservation, and must show 1',
  )
})

t.test('a ticket was created for the reservation that it names, at any generation', async t => {
  const made = (text: string) => isCreatedFor(createdFor(text), at(2))
  for (const generation of ['0', '1', '2', '3', '10', '9'.repeat(15)]) t.equal(made(`${uid}/${generation}`), true)
  const others = ['another/2', uid, `${uid}/`, `${uid}/-1`, `${uid}/1.5`, `${uid}/x`, `${uid}/${'9'.repeat(16)}`, '']
  for (const text of others) t.equal(made(text), false, `"${text}"`)
  t.equal(isCreatedFor(aTicket(), at(2)), false, 'a ticket that names none')
})

t.test('a view of the order that is older than a ticket is refused, with or without a reservation', async t => {
  const made = (generation: string, stored?: ReturnType<typeof at>) => {
    const ticket = aTicket({ metadata: { annotations: { 'orders.app.corley.it/generation': generation } } })
    return refusal({ stored, observed: [aTicket(), ticket] })
  }
  const older = 'Cannot report on order "order-1": the view shows its generation 2, and must show 3'
  t.strictSame(
    [made('3'), made('3', at(1)), made('2'), made('what people write')],
    [older, older, undefined, undefined],
  )
})

t.test('without a reservation only the order can be stale', async t => {
  t.equal(refusal({ observed: [createdFor(`${uid}/9`)] }), undefined)
})
