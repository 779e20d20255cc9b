import t from 'tap'
import { selectObjects } from '../../hooks/backup/collected.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { soldBefore, soldConference } from '../fixtures/sold-conference.ts'

const deletionTimestamp = '2026-11-20T08:00:00Z'
const namesOf = (objects: readonly ArchivedObject[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)

/** What is missing, and what is said of it, when some of the conference are changed so. */
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
  'a conference is collected as it is',
)
t.strictSame(selectObjects([]), { objects: [], leftOut: {} })

t.test('what is being deleted is left out, with what belongs to it', async t => {
  t.strictSame(leaving('Order sold'), {
    missing: ['Order sold', 'Payment paypal-1', 'Reservation sold', 'Ticket seats-0000001', 'Ticket seats-0000002'],
    leftOut: { Order: 1, Payment: 1, Reservation: 1, Ticket: 2 },
  })
  t.strictSame(leaving('Plan seats'), { missing: ['Plan seats'], leftOut: { Plan: 1 } })
  t.strictSame(leaving('Ticket seats-0000001'), { missing: ['Ticket seats-0000001'], leftOut: { Ticket: 1 } })
  t.strictSame(leaving('Coupon few'), { missing: ['Coupon few'], leftOut: { Coupon: 1 } })
})

t.test('the reservations of 0.2.0 go with their plan', async t => {
  const objects = soldBefore.map(object =>
    object.kind === 'Plan' ? { ...object, metadata: { ...object.metadata, deletionTimestamp } } : object,
  )
  t.strictSame(selectObjects(soldBefore), { objects: soldBefore, leftOut: {} })
  t.strictSame(selectObjects(objects).leftOut, { Plan: 1, Reservation: 3 })
})

t.test('what belongs to nobody who is there is left out, where it is nothing without that', async t => {
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

t.test('a reservation is left out whose order is gone, or is another one of that name', async t => {
  const renamed = without(object =>
    object.metadata.name === 'sold' && object.kind === 'Order'
      ? { ...object, metadata: { ...object.metadata, uid: 'another' } }
      : object,
  )
  t.strictSame(renamed.leftOut, { Payment: 1, Reservation: 1, Ticket: 2 })
  const { spec: _, ...reservation } = soldConference.find(({ kind }) => kind === 'Reservation') as ArchivedObject
  t.strictSame(selectObjects([reservation]), { objects: [], leftOut: { Reservation: 1 } })
})
