import t from 'tap'
import { refuseAnswered, refuseRunningEngine } from '../../hooks/backup/stopped-engine.ts'
import { createMemoryArchive } from '../fixtures/memory-archive.ts'
import { stored } from '../fixtures/sold-conference.ts'

const { status: answer, ...silent } = stored('Conference', 'conf')
const { signal } = new AbortController()
const refusal = new Error(
  'Cannot restore conference "conf": Metacontroller must be stopped, but it has answered for the conference; stop it, delete the conference and restore again',
)

t.test('when nobody answers for three seconds, nobody does', async t => {
  const archive = createMemoryArchive()
  archive.put(silent)
  await refuseRunningEngine('conf', { archive, signal, pause: archive.pause })
  t.strictSame(archive.requests, Array.from({ length: 12 }, () => ['pause 250', 'list Conference conf']).flat())
})

t.test('an answer, even in the last moment, is noticed', async t => {
  for (const look of [1, 12]) {
    const asked = () => {
      if (archive.requests.length === 2 * look && answer) archive.change('Conference', 'conf', { status: answer })
    }
    const archive = createMemoryArchive({ asked })
    archive.put(silent)
    await t.rejects(refuseRunningEngine('conf', { archive, signal, pause: archive.pause }), refusal)
    t.equal(archive.requests.length, 2 * look)
  }
})

t.test('a conference that is gone, or was never answered, is not answered', async t => {
  t.doesNotThrow(() => refuseAnswered(undefined, 'conf'))
  t.doesNotThrow(() => refuseAnswered(silent, 'conf'))
  t.doesNotThrow(() => refuseAnswered({ ...silent, status: {} }, 'conf'))
  t.throws(() => refuseAnswered(stored('Conference', 'conf'), 'conf'), refusal)
})
