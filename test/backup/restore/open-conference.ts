import t, { type Test } from 'tap'
import { openConference } from '../../../hooks/backup/restore/open-conference.ts'
import type { ArchivedObject, Backup } from '../../../hooks/schema/backup.ts'
import { createMemoryArchive, type MemoryArchive } from '../../fixtures/backup/memory-archive.ts'
import { aBackup, stored, uidOf } from '../../fixtures/backup/sold-conference.ts'

const { signal } = new AbortController()
const backup = aBackup()
const open = (archive: MemoryArchive, from = backup) => openConference(from, { archive, signal })
const mark = 'backup.app.corley.it/restored-from'

async function refused(
  t: Test,
  archive: MemoryArchive,
  { told, from = backup }: { told: string; from?: Backup },
): Promise<void> {
  await t.rejects(open(archive, from), { message: `Cannot restore conference "conf": ${told}` })
}

t.test('the conference is created with the annotation of the backup', async t => {
  const archive = createMemoryArchive()
  const { was, is } = await open(archive)
  t.equal(was, stored('Conference', 'conf'))
  t.strictSame(archive.objects(), [is])
  t.strictSame(is.metadata.annotations, { [mark]: `${uidOf('Conference')}/100` })
  t.strictSame(is.spec, was.spec)
  t.notOk(is.status)
})

t.test('it is found again, with a namespace of its own or before there is one', async t => {
  const archive = createMemoryArchive()
  const { is } = await open(archive)
  t.strictSame((await open(archive)).is, is)
  const [owner] = stored('Namespace', 'conf').metadata.ownerReferences ?? []
  const ownerReferences = owner && [{ ...owner, uid: is.metadata.uid }]
  archive.put({
    ...stored('Namespace', 'conf'),
    metadata: { ...stored('Namespace', 'conf').metadata, ...(ownerReferences && { ownerReferences }) },
  })
  t.strictSame((await open(archive)).is, is)
  t.equal(archive.requests.filter(request => request.startsWith('create')).length, 1)
})

t.test('a conference that was restored before and backed up again gets the new mark', async t => {
  const archive = createMemoryArchive()
  const annotations = { [mark]: 'another/1', note: 'x' }
  const marked = backup.objects.map(object =>
    object.kind === 'Conference' ? { ...object, metadata: { ...object.metadata, annotations } } : object,
  )
  const { is } = await open(archive, aBackup(marked))
  t.strictSame(is.metadata.annotations, { note: 'x', [mark]: `${uidOf('Conference')}/100` })
})

t.test('another conference of the name, or of another backup, is refused', async t => {
  const told = 'a conference of that name exists; delete it first'
  const archive = createMemoryArchive()
  archive.put(stored('Conference', 'conf'))
  await refused(t, archive, { told })
  const restored = createMemoryArchive()
  await open(restored)
  await refused(t, restored, { told, from: { ...backup, resourceVersion: '101' } })
})

t.test('a conference with the answer of a hook is fully restored, or must be restored again', async t => {
  const archive = createMemoryArchive()
  await open(archive)
  archive.change('Conference', 'conf', { status: { observedGeneration: 1 } })
  await refused(t, archive, {
    told: 'it is already restored; if Metacontroller ran during the restore, delete the conference and restore again',
  })
})

t.test('a restore that stopped before it removed its marker goes on', async t => {
  const archive = createMemoryArchive()
  const { is, was } = await open(archive)
  const { ownerReferences: [owner] = [], ...metadata } = stored('Namespace', 'conf').metadata
  const ownerReferences = owner && [{ ...owner, uid: is.metadata.uid }]
  const annotations = { 'backup.app.corley.it/restoring': '2026-11-20T08:00:00Z' }
  const namespace = {
    ...stored('Namespace', 'conf'),
    metadata: { ...metadata, ...(ownerReferences && { ownerReferences }) },
  }
  archive.put({ ...namespace, metadata: { ...namespace.metadata, annotations } })
  const [condition] = (was.status?.['conditions'] ?? []) as object[]
  const restored = { ...was.status, observedGeneration: 1, conditions: [{ ...condition, observedGeneration: 1 }] }
  archive.change('Conference', 'conf', { status: restored })
  t.strictSame((await open(archive)).is.status, restored)
  const told =
    'it is already restored; if Metacontroller ran during the restore, delete the conference and restore again'
  archive.change('Conference', 'conf', { status: { ...restored, namespace: 'other' } })
  await refused(t, archive, { told })
  archive.change('Conference', 'conf', { status: restored })
  archive.put(namespace)
  await refused(t, archive, { told })
})

t.test('a restore is refused while an object of that name is being deleted', async t => {
  const going = (object: ArchivedObject): ArchivedObject => ({
    ...object,
    metadata: { ...object.metadata, deletionTimestamp: '2026-11-20T08:00:00Z' },
  })
  const archive = createMemoryArchive()
  archive.put(going(stored('Conference', 'conf')))
  await refused(t, archive, { told: 'it is still being deleted; wait until it is gone' })
  archive.remove('Conference', 'conf')
  archive.put(going(stored('Namespace', 'conf')))
  await refused(t, archive, { told: 'the namespace of its name is still being deleted; wait until it is gone' })
})

t.test('a namespace of that name that is of nobody, or of somebody else, is refused', async t => {
  const told = 'a namespace of that name exists with another owner; delete it first'
  const archive = createMemoryArchive()
  const namespace = stored('Namespace', 'conf')
  archive.put(namespace)
  await refused(t, archive, { told })
  const { ownerReferences: _, ...metadata } = namespace.metadata
  archive.put({ ...namespace, metadata })
  await refused(t, archive, { told })
  t.strictSame(archive.find('Conference', 'conf'), undefined, 'and nothing is created')
})
