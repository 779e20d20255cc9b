import t from 'tap'
import { takeBackup } from '../../hooks/backup/take-backup.ts'
import { KubeError } from '../../hooks/kube/api.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { boughtConference, buyer } from '../fixtures/backup/bought-conference.ts'
import { createMemoryArchive, type MemoryArchive } from '../fixtures/backup/memory-archive.ts'
import { pooledConference } from '../fixtures/backup/pool-conference.ts'
import { soldConference, stored } from '../fixtures/backup/sold-conference.ts'
import { now } from '../fixtures/objects.ts'

const { signal } = new AbortController()
const deletionTimestamp = '2026-11-20T08:00:00Z'

/** An API server with the sold conference and further objects. */
function sold(options: Parameters<typeof createMemoryArchive>[0] = {}): MemoryArchive {
  const archive = createMemoryArchive(options)
  for (const object of soldConference) archive.put(object)
  return archive
}

async function take(archive: MemoryArchive) {
  const lines: string[] = []
  return { backup: await takeBackup('conf', { archive, now, signal, log: line => lines.push(line) }), lines }
}

t.test('all that is of a conference is taken, as it was at one revision', async t => {
  const archive = sold({ asked: request => request === 'list Order' && archive.remove('Ticket', 'seats-0000001') })
  const stranger = {
    ...stored('Order', 'sold'),
    metadata: { ...stored('Order', 'sold').metadata, namespace: 'other', name: 'x' },
  }
  archive.put(stranger)
  const { backup, lines } = await take(archive)
  t.strictSame(backup, {
    format: 'kconference-backup/v2',
    conference: 'conf',
    resourceVersion: String(soldConference.length + 1),
    takenAt: '2026-11-20T08:00:00Z',
    objects: soldConference,
  })
  t.notOk(archive.find('Ticket', 'seats-0000001'), 'an object that is deleted meanwhile is in the backup')
  t.strictSame(lines, [
    ...[
      'Conference: 1',
      'Namespace: 1',
      'SeatPool: 0',
      'Plan: 1',
      'Coupon: 1',
      'Order: 4',
      'Buyer: 0',
      'Payment: 1',
      'Checkout: 0',
      'Refund: 0',
      'Reservation: 3',
    ],
    ...['Ticket: 2', 'ResourceQuota: 1'],
  ])
})

t.test('a pool is taken with its plans', async t => {
  const archive = createMemoryArchive()
  for (const object of pooledConference) archive.put(object)
  const { backup } = await take(archive)
  const names = backup.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  t.strictSame(names, [
    ...['Conference conf', 'Namespace conf', 'SeatPool hall', 'Plan early', 'Plan late', 'Order early', 'Order late'],
    ...['Reservation early', 'Reservation late', 'Ticket hall--0000001'],
  ])
})

t.test('a buyer is taken after its order, with all its data', async t => {
  const archive = createMemoryArchive()
  for (const object of boughtConference) archive.put(object)
  const { backup } = await take(archive)
  const names = backup.objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  t.strictSame(names.slice(names.indexOf('Order unanswered')).slice(0, 6), [
    ...['Order unanswered', 'Buyer sold', 'Payment paypal-1', 'Checkout sold-1', 'Refund paypal-1-1'],
    'Reservation sold',
  ])
  t.strictSame(backup.objects.find(({ kind }) => kind === 'Buyer')?.spec, buyer.spec)
})

const leaving = (object: ArchivedObject) => ({ ...object, metadata: { ...object.metadata, deletionTimestamp } })

t.test('the log counts the omitted objects', async t => {
  const archive = sold()
  archive.put(leaving(stored('Order', 'sold')))
  const { backup, lines } = await take(archive)
  t.equal(backup.objects.length, soldConference.length - 5)
  t.strictSame(lines.slice(13), [
    'Order: 1 not in the backup: being deleted, or without an owner in the backup',
    'Payment: 1 not in the backup: being deleted, or without an owner in the backup',
    'Reservation: 1 not in the backup: being deleted, or without an owner in the backup',
    'Ticket: 2 not in the backup: being deleted, or without an owner in the backup',
  ])
})

t.test('an incomplete conference is not backed up', async t => {
  const refused = (archive: MemoryArchive, must: string) =>
    t.rejects(take(archive), { message: `Cannot back up conference "conf": ${must}` }, must)
  await refused(createMemoryArchive(), 'no conference of that name exists')
  const alone = createMemoryArchive()
  alone.put(stored('Conference', 'conf'))
  await refused(alone, 'its namespace does not exist')
  for (const one of [stored('Conference', 'conf'), stored('Namespace', 'conf')]) {
    const archive = sold()
    archive.put(leaving(one))
    await refused(archive, 'it is being deleted')
  }
  const namespace = stored('Namespace', 'conf')
  const annotations = { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' }
  const marked = sold()
  marked.put({ ...namespace, metadata: { ...namespace.metadata, annotations } })
  await refused(marked, 'it is being restored; take a backup when the restore is done')
  const { ownerReferences: [owner] = [], ...metadata } = namespace.metadata
  for (const owners of [undefined, [], owner && [{ ...owner, uid: 'x' }], owner && [{ ...owner, controller: false }]]) {
    const archive = sold()
    archive.put({ ...namespace, metadata: { ...metadata, ...(owners && { ownerReferences: owners }) } })
    await refused(archive, 'the namespace of its name is not its own')
  }
})

t.test('a backup that failed can be taken again', async t => {
  for (const at of [0, 1, 9]) {
    const archive = sold({ faults: [{ at, carriedOut: true }] })
    await t.rejects(take(archive), {
      message: /^Cannot back up conference "conf": .*: the connection was lost; take it again$/,
    })
    t.equal((await take(archive)).backup.objects.length, soldConference.length)
  }
})

t.test('the message names the missing right', async t => {
  const archive = createMemoryArchive()
  const message = 'payments.app.corley.it is forbidden: User "olga" cannot list resource "payments"'
  const forbidden = {
    ...archive,
    revision: () => Promise.reject(new KubeError(message, { code: 403, reason: 'Forbidden' })),
  }
  await t.rejects(take(forbidden), {
    message: `Cannot back up conference "conf": ${message}; use the account kconference-backup of docs/backup.md, or give this one that right, then take it again`,
  })
})

t.test('labels of Kubernetes on the namespace are omitted and reported', async t => {
  const archive = sold()
  const namespace = stored('Namespace', 'conf')
  const labels = { ...namespace.metadata.labels, 'pod-security.kubernetes.io/enforce': 'restricted', team: 'a' }
  archive.put({ ...namespace, metadata: { ...namespace.metadata, labels } })
  const { backup, lines } = await take(archive)
  const { 'pod-security.kubernetes.io/enforce': _, ...kept } = labels
  t.strictSame(backup.objects.find(({ kind }) => kind === 'Namespace')?.metadata.labels, kept)
  t.equal(
    lines.at(-1),
    'Namespace: the backup has no labels of Kubernetes; set these again after a restore: pod-security.kubernetes.io/enforce=restricted',
  )
  const { labels: __, ...bare } = namespace.metadata
  archive.put({ ...namespace, metadata: bare })
  t.equal((await take(archive)).backup.objects.length, soldConference.length)
})
