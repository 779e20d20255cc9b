import t from 'tap'
import {
  isAnsweredByOthers,
  refuseAnswered,
  refuseRunningEngine,
} from '../../../hooks/backup/restore/stopped-engine.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { createMemoryArchive } from '../../fixtures/backup/memory-archive.ts'
import { stored } from '../../fixtures/backup/sold-conference.ts'

const was = stored('Conference', 'conf')
const { status: _, ...silent } = was
const answer = { observedGeneration: 1 }
const { signal } = new AbortController()
const refusal = new Error(
  'Cannot restore conference "conf": Metacontroller is running; stop it, delete the conference and restore again',
)

t.test('three seconds without an answer mean that nobody answers', async t => {
  const archive = createMemoryArchive()
  archive.put(silent)
  await refuseRunningEngine({ was, is: silent }, { archive, signal, pause: archive.pause })
  t.strictSame(archive.requests, Array.from({ length: 12 }, () => ['pause 250', 'list Conference conf']).flat())
})

t.test('an answer is noticed, even at the last moment', async t => {
  for (const look of [1, 12]) {
    const asked = () => {
      if (archive.requests.length === 2 * look) archive.change('Conference', 'conf', { status: answer })
    }
    const archive = createMemoryArchive({ asked })
    archive.put(silent)
    await t.rejects(refuseRunningEngine({ was, is: silent }, { archive, signal, pause: archive.pause }), refusal)
    t.equal(archive.requests.length, 2 * look)
  }
})

t.test('a deleted conference, and one that was never answered, have no answer', async t => {
  const archive = createMemoryArchive()
  await refuseRunningEngine({ was, is: silent }, { archive, signal, pause: archive.pause })
  t.doesNotThrow(() => refuseAnswered(undefined))
  t.doesNotThrow(() => refuseAnswered({ was, is: silent }))
  t.doesNotThrow(() => refuseAnswered({ was, is: { ...silent, status: {} } }))
  t.throws(() => refuseAnswered({ was, is: { ...silent, status: answer } }), refusal)
})

t.test('the status that the restore itself wrote is no answer of others', async t => {
  const restored = (status: ArchivedObject['status']): ArchivedObject => ({
    ...silent,
    metadata: { ...silent.metadata, uid: 'new', generation: 1 },
    ...(status && { status }),
  })
  const [condition] = (was.status?.['conditions'] ?? []) as object[]
  const own = { ...was.status, observedGeneration: 1, conditions: [{ ...condition, observedGeneration: 1 }] }
  t.notOk(isAnsweredByOthers({ was, is: restored(own) }))
  const later = { ...condition, observedGeneration: 1, lastTransitionTime: '2026-11-20T09:00:00Z' }
  t.ok(isAnsweredByOthers({ was, is: restored({ ...own, conditions: [later] }) }), 'an equal status with later times')
  t.ok(isAnsweredByOthers({ was: silent, is: restored(own) }), 'nobody had answered before')
  t.notOk(isAnsweredByOthers({ was: silent, is: silent }))
})
