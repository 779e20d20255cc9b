import t from 'tap'
import {
  type CaseFile,
  caseOf,
  inFlightOf,
  isOfOrder,
  latestObservation,
  versionOf,
} from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { orderFacts, storedFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { anOrder, aReservation, minuteAgo } from '../../../fixtures/objects.ts'

const order = orderFacts(anOrder())
const ofAnother = { orderUid: 'another' }
const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'another', controller: true }

function fileOf(said: Partial<CaseFile> = {}, reservation?: Parameters<typeof aReservation>[0]): CaseFile {
  const watched = reservation && observe(aReservation(reservation))
  return { name: 'order-1', order, orderCreatedAt: minuteAgo, ...(watched && { watched }), ...said }
}

t.test('an answer to our write counts before the view of the watch', async t => {
  const own = observe(aReservation({ decision: 'Sold' }))
  t.equal(latestObservation(fileOf({ own }, {})), own)
  t.strictSame(
    [latestObservation(fileOf({}, {}))?.stored.reservation.decision, latestObservation(fileOf())],
    ['Held', undefined],
  )
})

t.test('a stored reservation has a version, a missing one has 0', async t => {
  t.strictSame([versionOf(fileOf({}, { metadata: { resourceVersion: '7' } })), versionOf(fileOf())], [7n, 0n])
})

t.test('a write in flight has the spec that it would store', async t => {
  const { spec } = aReservation()
  const write = { name: 'order-1', spec, order: { name: 'order-1', uid: 'uid-of-order-1' } }
  t.equal(inFlightOf(fileOf({ inFlight: { write, state: 'under way' } })), spec)
  t.equal(inFlightOf(fileOf()), undefined)
})

t.test('a reservation belongs to an order by its uid', async t => {
  t.equal(isOfOrder(fileOf(), observe(aReservation())), true)
  t.equal(isOfOrder(fileOf(), observe(aReservation(ofAnother))), false)
  t.equal(isOfOrder(fileOf({ order: undefined }), observe(aReservation())), false)
  t.equal(isOfOrder(fileOf(), undefined), false)
})

t.test('an order is decided with its own reservation, or without one', async t => {
  t.strictSame(caseOf(fileOf()), { order })
  t.strictSame(caseOf(fileOf({}, {})), { order, stored: storedFacts(aReservation()) })
  t.equal(caseOf(fileOf({ order: undefined }, {})), undefined, 'without an order there is nothing to decide')
})

t.test('a reservation of another order blocks the name while the garbage collector may still delete it', async t => {
  const old = { creationTimestamp: '2026-11-20T07:58:00Z' }
  t.equal(caseOf(fileOf({}, ofAnother)), undefined, 'it may be of a younger order')
  t.strictSame(caseOf(fileOf({}, { ...ofAnother, metadata: old })), { order }, 'its order was before this one')
  t.strictSame(caseOf(fileOf({ goneUid: 'another' }, ofAnother)), { order }, 'its order is known to be gone')
  t.equal(caseOf(fileOf({ goneUid: 'a third' }, ofAnother)), undefined, 'another one is')
  const collected = { ...ofAnother, metadata: { ...old, ownerReferences: [owner] } }
  t.equal(caseOf(fileOf({ goneUid: 'another' }, collected)), undefined, 'it goes with its order')
  const planned = { ...ofAnother, metadata: { ...old, ownerReferences: [{ ...owner, kind: 'Plan' }] } }
  t.strictSame(caseOf(fileOf({}, planned)), { order }, 'a plan does not take it along')
  t.equal(caseOf(fileOf({ orderCreatedAt: undefined }, { ...ofAnother, metadata: old })), undefined)
})
