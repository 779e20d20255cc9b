import t from 'tap'
import { convertBackup } from '../../../hooks/backup/restore/convert-backup.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { checkout, refund } from '../../fixtures/backup/bought-conference.ts'
import { aBackup, soldBefore, soldConference, stored } from '../../fixtures/backup/sold-conference.ts'

const placedAt = 'backup.app.corley.it/placed-at'
const firstUid = 'backup.app.corley.it/first-uid'
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

t.test(
  'orders get the time of their placing, orders and tickets their first uid, and nothing else changes',
  async t => {
    const expected = soldConference.map(object => {
      const { uid, annotations, creationTimestamp } = object.metadata
      if (object.kind === 'Ticket') return annotated(object, { ...annotations, [firstUid]: uid })
      return object.kind === 'Order' ? annotated(object, { [placedAt]: creationTimestamp, [firstUid]: uid }) : object
    })
    t.strictSame(convertBackup(aBackup()), { backup: { ...aBackup(), objects: expected }, changes: [] })
  },
)

t.test('an order that was restored before keeps the time of its first placing and its first uid', async t => {
  const order = stored('Order', 'sold')
  const { uid } = order.metadata
  const earlier = 'a8098c1a-f86e-41da-bd1a-00112444be1e'
  const first = annotated(order, { note: 'x', [placedAt]: '2026-11-01T10:00:00Z', [firstUid]: earlier })
  t.strictSame(convert(first), [first])
  const nonsense = annotated(order, { note: 'x', [placedAt]: 'yesterday', [firstUid]: 'x' })
  const times = { [placedAt]: order.metadata.creationTimestamp, [firstUid]: uid }
  t.strictSame(convert(nonsense), [annotated(order, { note: 'x', ...times })])
})

t.test('a checkout and a refund keep the time of their creation, and a checkout its key at the gateway', async t => {
  const gatewayKey = 'backup.app.corley.it/gateway-key'
  const { creationTimestamp, uid } = checkout.metadata
  const converted = annotated(checkout, { [placedAt]: creationTimestamp, [gatewayKey]: uid })
  t.strictSame(convert(checkout, refund), [
    converted,
    annotated(refund, { [placedAt]: refund.metadata.creationTimestamp }),
  ])
  const restored = { ...converted, metadata: { ...converted.metadata, uid: 'another' } }
  t.strictSame(convert(restored), [restored], 'also when it was restored before')
})

t.test('a reservation of 0.2.0 gets the name of its plan, and its order as owner', async t => {
  t.strictSame(convertBackup(aBackup(soldBefore)), convertBackup(aBackup()))
})

const before = soldBefore.find(({ kind }) => kind === 'Reservation') as ArchivedObject
const after = stored('Reservation', 'sold')

t.test('without its order in the backup, a reservation keeps its plan or gets its owner as plan', async t => {
  t.strictSame(convert(before), [after])
  t.strictSame(convert(after), [after])
  const other = { ...after, spec: { ...after.spec, planRef: 'other' } }
  const [converted] = convert(other, stored('Order', 'sold'))
  t.equal(converted?.metadata.labels?.['plans.app.corley.it'], 'other')
})

t.test('other labels, annotations and owners of a reservation are kept', async t => {
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

t.test('a reservation without owners, labels and plan is converted too', async t => {
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

t.test('data that this version cannot store is removed and reported', async t => {
  const order = stored('Order', 'sold')
  const odd = { ...order, spec: { ...order.spec, date: 'soon' } }
  const { backup, changes } = convertBackup(aBackup([odd, stored('Order', 'unanswered')]))
  const { uid, creationTimestamp } = order.metadata
  t.strictSame(backup.objects[0], annotated(order, { [placedAt]: creationTimestamp, [firstUid]: uid }))
  t.strictSame(changes, ['Order "sold": date "soon", which is no time, is removed'])
})
