import t from 'tap'
import type { Renewals } from '../../../hooks/backup/restore/generations.ts'
import { markNamespace, unmarkNamespace } from '../../../hooks/backup/restore/mark-namespace.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { createMemoryArchive, type MemoryArchive } from '../../fixtures/backup/memory-archive.ts'
import { aBackup, ownedBy, soldConference, stored, uidOf } from '../../fixtures/backup/sold-conference.ts'
import { now } from '../../fixtures/objects.ts'

const { signal } = new AbortController()
const backup = aBackup()
const was = stored('Namespace', 'conf')
const uid = '00000002-0000-4000-8000-000000000001'
const renewals: Renewals = new Map([[uidOf('Conference'), { uid, generation: { was: 2, is: 1 } }]])
const marker = 'backup.app.corley.it/restoring'
const began = '2026-11-20T08:00:00Z'

const mark = (archive: MemoryArchive, { at = now, from = backup } = {}) =>
  markNamespace(from, { archive, signal, renewals, now: () => at })

/** An API server with a namespace of that name. */
function withNamespace(metadata: Partial<ArchivedObject['metadata']>, options: object = {}): MemoryArchive {
  const archive = createMemoryArchive(options)
  archive.put({ ...was, metadata: { ...was.metadata, ...metadata } })
  return archive
}

const ownerReferences = ownedBy('Conference', 'conf').map(owner => ({ ...owner, uid }))

t.test('a namespace is created with the marker, and keeps it if the restore continues', async t => {
  const archive = createMemoryArchive()
  const marked = await mark(archive)
  t.equal(marked.was, was)
  t.strictSame(marked.is, archive.find('Namespace', 'conf'))
  t.match(marked.is.metadata, { ownerReferences, labels: { 'controller-uid': uid }, annotations: { [marker]: began } })
  t.strictSame(await mark(archive, { at: now + 60_000 }), marked)
  t.strictSame(archive.requests, ['create Namespace conf', 'create Namespace conf', 'list Namespace conf'])
})

t.test('an existing namespace of the conference gets the marker beside its annotations', async t => {
  const archive = withNamespace({ ownerReferences, annotations: { note: 'x' } })
  const { is } = await mark(archive)
  t.strictSame(is.metadata.annotations, { note: 'x', [marker]: began })
  t.equal(archive.requests.at(-1), 'annotate Namespace conf')
})

t.test('a namespace of another owner is left alone, and so is one that is deleted meanwhile', async t => {
  const told = {
    message: 'Cannot restore Namespace "conf": another Namespace of that name exists; delete it and restore again',
  }
  for (const owners of [[], ownedBy('Conference', 'conf')]) {
    const archive = withNamespace({ ownerReferences: owners })
    await t.rejects(mark(archive), told)
    t.notOk(archive.find('Namespace', 'conf')?.metadata.annotations?.[marker])
  }
  const { ownerReferences: _, ...metadata } = was.metadata
  const unowned = createMemoryArchive()
  unowned.put({ ...was, metadata })
  await t.rejects(mark(unowned), told)
  const archive: MemoryArchive = withNamespace(
    { ownerReferences },
    { asked: (request: string) => request.startsWith('list') && archive.remove('Namespace', 'conf') },
  )
  await t.rejects(mark(archive), told)
})

t.test('a namespace without owners is found again', async t => {
  const { ownerReferences: _, ...metadata } = was.metadata
  const from = aBackup(soldConference.map(object => (object === was ? { ...object, metadata } : object)))
  const archive = createMemoryArchive()
  t.strictSame((await mark(archive, { from })).is, (await mark(archive, { from })).is)
})

t.test('a refusal of the API server is reported', async t => {
  const archive = createMemoryArchive({ faults: [{ at: 0, carriedOut: false }] })
  await t.rejects(mark(archive), {
    message:
      'Cannot restore Namespace "conf": create Namespace conf: the connection was lost; restore again to continue',
  })
})

t.test('the marker is removed, and everything else is kept', async t => {
  const archive = withNamespace({ annotations: { note: 'x', [marker]: began } })
  await unmarkNamespace('conf', { archive, signal })
  t.strictSame(archive.find('Namespace', 'conf')?.metadata.annotations, { note: 'x' })
})
