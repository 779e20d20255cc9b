import t from 'tap'
import { selectObjects, sequenceOf } from '../../hooks/backup/archived-objects.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { boughtConference, buyer, checkout, refund } from '../fixtures/backup/bought-conference.ts'
import { soldBefore, soldConference } from '../fixtures/backup/sold-conference.ts'
import { anOrder, aReservation } from '../fixtures/objects.ts'

const deletionTimestamp = '2026-11-20T08:00:00Z'
const namesOf = (objects: readonly ArchivedObject[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)

/** The missing objects and the counts of those left out, after a change of some objects. */
function without(change: (object: ArchivedObject) => ArchivedObject) {
  const { objects, leftOut } = selectObjects(soldConference.map(change))
  const names = namesOf(objects)
  return { missing: namesOf(soldConference).filter(name => !names.includes(name)), leftOut }
}

const leaving = (name: string) =>
  without(object => {
    const { kind, metadata } = object
    return `${kind} ${metadata.name}` === name ? { ...object, metadata: { ...metadata, deletionTimestamp } } : object
  })

t.strictSame(
  selectObjects(soldConference),
  { objects: soldConference, leftOut: {} },
  'a conference is selected as it is',
)
t.strictSame(selectObjects([]), { objects: [], leftOut: {} })

t.test('an object that is being deleted is left out, with the objects that it owns', async t => {
  t.strictSame(leaving('Order sold'), {
    missing: ['Order sold', 'Payment paypal-1', 'Reservation sold', 'Ticket seats-0000001', 'Ticket seats-0000002'],
    leftOut: { Order: 1, Payment: 1, Reservation: 1, Ticket: 2 },
  })
  t.strictSame(leaving('Plan seats'), { missing: ['Plan seats'], leftOut: { Plan: 1 } })
  t.strictSame(leaving('Ticket seats-0000001'), { missing: ['Ticket seats-0000001'], leftOut: { Ticket: 1 } })
  t.strictSame(leaving('Coupon few'), { missing: ['Coupon few'], leftOut: { Coupon: 1 } })
})

t.test('the reservations of 0.2.0 are left out with their plan', async t => {
  const objects = soldBefore.map(object =>
    object.kind === 'Plan' ? { ...object, metadata: { ...object.metadata, deletionTimestamp } } : object,
  )
  t.strictSame(selectObjects(soldBefore), { objects: soldBefore, leftOut: {} })
  t.strictSame(selectObjects(objects).leftOut, { Plan: 1, Reservation: 3 })
})

t.test('a dependent object without its owner is left out', async t => {
  const orphaned = (ownerReferences: ArchivedObject['metadata']['ownerReferences']) =>
    without(object => {
      const { ownerReferences: _, ...metadata } = object.metadata
      return { ...object, metadata: { ...metadata, ...(ownerReferences && { ownerReferences }) } }
    })
  const orphans = { Payment: 1, Reservation: 3, Ticket: 2 }
  t.strictSame(orphaned(undefined).leftOut, orphans)
  t.strictSame(orphaned([]).leftOut, orphans)
  const [owner] = soldConference.find(({ kind }) => kind === 'Payment')?.metadata.ownerReferences ?? []
  t.strictSame(orphaned(owner && [{ ...owner, controller: false }]).leftOut, orphans)
})

t.test(
  'a buyer, a checkout and a refund are left out with their order, or without an order as their owner',
  async t => {
    t.strictSame(selectObjects(boughtConference), { objects: boughtConference, leftOut: {} })
    const withoutOrder = boughtConference.filter(({ kind, metadata }) => kind !== 'Order' || metadata.name !== 'sold')
    t.strictSame(selectObjects(withoutOrder).leftOut, {
      ...{ Buyer: 1, Payment: 1, Checkout: 1, Refund: 1, Reservation: 1, Ticket: 2 },
    })
    for (const one of [buyer, checkout, refund]) {
      const [owner] = one.metadata.ownerReferences ?? []
      for (const ownerReferences of [[], owner ? [{ ...owner, kind: 'Plan' }] : []]) {
        const stray = { ...one, metadata: { ...one.metadata, uid: 'stray', ownerReferences } }
        t.strictSame(selectObjects([...boughtConference, stray]).leftOut, { [one.kind]: 1 })
      }
    }
  },
)

t.test('a reservation without its order is left out, also if the order was recreated', async t => {
  const renamed = without(object =>
    object.metadata.name === 'sold' && object.kind === 'Order'
      ? { ...object, metadata: { ...object.metadata, uid: 'another' } }
      : object,
  )
  t.strictSame(renamed.leftOut, { Payment: 1, Reservation: 1, Ticket: 2 })
  const { spec: _, ...reservation } = soldConference.find(({ kind }) => kind === 'Reservation') as ArchivedObject
  t.strictSame(selectObjects([reservation]), { objects: [], leftOut: { Reservation: 1 } })
})

const names = (objects: readonly ArchivedObject[]) => objects.map(({ metadata }) => metadata.name)

t.test('orders are recreated by arrival, those of one second by name', async t => {
  const at = (name: string, second: string) =>
    anOrder({ name, metadata: { creationTimestamp: `2026-11-20T08:00:${second}Z`, resourceVersion: '1' } })
  const orders = [at('d', '03'), at('b', '02'), at('c', '01'), at('a', '02'), at('b', '02')] as ArchivedObject[]
  t.strictSame(names(sequenceOf('Order', orders)), ['c', 'a', 'b', 'b', 'd'])
  t.strictSame(names(orders), ['d', 'b', 'c', 'a', 'b'], 'the argument is unchanged')
})

t.test('everything else is recreated by resourceVersion, so that the earlier of two claims on a seat wins', async t => {
  const written = (name: string, resourceVersion?: string) =>
    aReservation({ name, metadata: { ...(resourceVersion && { resourceVersion }) } })
  const reservations = [written('c', '10'), written('a', '9'), written('b', '100'), written('d')] as ArchivedObject[]
  t.strictSame(names(sequenceOf('Reservation', reservations)), ['d', 'a', 'c', 'b'])
})

t.test('a sequence has one kind alone', async t => {
  t.strictSame(names(sequenceOf('Order', soldConference)), ['sold', 'waiting-b', 'waiting-a', 'unanswered'])
  t.strictSame(names(sequenceOf('Coupon', soldConference)), ['few'])
  t.strictSame(sequenceOf('Coupon', []), [])
})
