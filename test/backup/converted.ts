import t from 'tap'
import { convertBackup } from '../../hooks/backup/converted.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { aBackup, soldBefore, soldConference, stored } from '../fixtures/sold-conference.ts'

const placedAt = 'backup.app.corley.it/placed-at'
const restoringSince = 'backup.app.corley.it/restoring'

const convert = (...objects: ArchivedObject[]) => convertBackup(aBackup(objects)).backup.objects

/** An object with these annotations alone. */
function annotated(object: ArchivedObject, annotations: Record<string, string>): ArchivedObject {
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** The same object without annotations. */
function bare(object: ArchivedObject): ArchivedObject {
  const { annotations: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

t.test('every order says when it was placed, and nothing else of this version changes', async t => {
  const expected = soldConference.map(object =>
    object.kind === 'Order' ? annotated(object, { [placedAt]: object.metadata.creationTimestamp }) : object,
  )
  t.strictSame(convertBackup(aBackup()), { backup: { ...aBackup(), objects: expected }, changes: [] })
})

t.test('an order that was restored before keeps the moment it was placed at first', async t => {
  const order = stored('Order', 'sold')
  const first = annotated(order, { note: 'x', [placedAt]: '2026-11-01T10:00:00Z' })
  t.strictSame(convert(first), [first])
  const nonsense = annotated(order, { note: 'x', [placedAt]: 'yesterday' })
  t.strictSame(convert(nonsense), [annotated(order, { note: 'x', [placedAt]: order.metadata.creationTimestamp })])
})

t.test('a reservation of 0.2.0 names its plan, and its order owns it', async t => {
  t.strictSame(convertBackup(aBackup(soldBefore)), convertBackup(aBackup()))
})

const before = soldBefore.find(({ kind }) => kind === 'Reservation') as ArchivedObject
const after = stored('Reservation', 'sold')

t.test(
  'where the order is not in the backup, the plan is the one that owns the reservation, or the one it names',
  async t => {
    t.strictSame(convert(before), [after])
    t.strictSame(convert(after), [after])
    const other = { ...after, spec: { ...after.spec, planRef: 'other' } }
    const [converted] = convert(other, stored('Order', 'sold'))
    t.equal(converted?.metadata.labels?.['plans.app.corley.it'], 'other')
  },
)

t.test('other labels, annotations and owners of a reservation stay', async t => {
  const more = { apiVersion: 'example.com/v1', kind: 'Report', name: 'x', uid: 'x' }
  const { labels, annotations, ownerReferences = [] } = before.metadata
  const metadata = {
    ...before.metadata,
    labels: { ...labels, mine: 'x' },
    annotations: { ...annotations, note: 'x' },
    ownerReferences: [more, ...ownerReferences],
  }
  const [converted] = convert({ ...before, metadata })
  t.strictSame(converted?.metadata, {
    ...after.metadata,
    labels: { ...after.metadata.labels, mine: 'x' },
    annotations: { note: 'x' },
    ownerReferences: [...(after.metadata.ownerReferences ?? []), more],
  })
})

t.test('what says nothing of owners, labels and plan is converted all the same', async t => {
  const { ownerReferences: _, labels: __, ...metadata } = bare(before).metadata
  const [converted] = convert({ ...before, metadata }, stored('Order', 'sold'))
  t.strictSame(converted, after)
})

t.test('the marker of a restore is not restored', async t => {
  const namespace = stored('Namespace', 'conf')
  const { annotations } = namespace.metadata
  const marked = annotated(namespace, { ...annotations, [restoringSince]: '2026-11-20T08:00:00Z' })
  t.strictSame(convert(marked), [namespace])
  t.strictSame(convert(annotated(namespace, { [restoringSince]: '2026-11-20T08:00:00Z' })), [bare(namespace)])
})

t.test('what this version cannot store is left out, and said', async t => {
  const order = stored('Order', 'sold')
  const odd = { ...order, spec: { ...order.spec, date: 'soon' } }
  const { backup, changes } = convertBackup(aBackup([odd, stored('Order', 'unanswered')]))
  t.strictSame(backup.objects[0], annotated(order, { [placedAt]: order.metadata.creationTimestamp }))
  t.strictSame(changes, ['Order "sold": date "soon", which is no time, is left out'])
})
