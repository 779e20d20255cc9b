import t from 'tap'
import { readBackup } from '../../hooks/backup/read-backup.ts'
import type { ArchivedObject } from '../../hooks/schema/backup.ts'
import { fc } from '../fixtures/properties.ts'
import { aBackup, soldConference, stored } from '../fixtures/sold-conference.ts'

const backup = aBackup()
const broken = (changed: object) => JSON.stringify({ ...backup, ...changed })
const refused = (text: string, must: string) =>
  t.throws(() => readBackup(text), { message: `Cannot read the backup: ${must}` }, must)
const changed = (object: ArchivedObject, change: (metadata: ArchivedObject['metadata']) => object) =>
  broken({ objects: [...soldConference, { ...object, metadata: { ...object.metadata, ...change(object.metadata) } }] })

t.strictSame(readBackup(JSON.stringify(backup)), backup, 'what was written is read')

t.test('what is no JSON is refused, and so is what was cut off', async () => {
  for (const text of ['', 'x', JSON.stringify(backup).slice(0, -1)])
    refused(text, 'it must be the JSON that "take" wrote')
})

t.test('what is not as it must be is named', async () => {
  refused('7', 'backup must be object')
  refused('[]', 'backup must be object')
  refused(broken({ takenAt: undefined }), 'backup must have required properties takenAt')
  refused(broken({ format: 'another' }), 'backup/format must be equal to one of the allowed values')
  refused(broken({ conference: 7 }), 'backup/conference must be string')
  refused(broken({ more: 7 }), 'backup/more must not be there')
  const { uid: _, ...metadata } = stored('Order', 'sold').metadata
  refused(
    broken({ objects: [stored('Conference', 'conf'), { ...stored('Order', 'sold'), metadata }] }),
    'backup/objects/1/metadata must have required properties uid',
  )
})

t.test('there must be one conference and one namespace', async () => {
  const told = 'backup/objects must have one Conference and one Namespace'
  for (const kind of ['Conference', 'Namespace']) {
    refused(broken({ objects: soldConference.filter(object => object.kind !== kind) }), told)
    refused(broken({ objects: [...soldConference, ...soldConference.filter(object => object.kind === kind)] }), told)
  }
})

t.test('all of it must be of the conference, and nothing in it twice', async () => {
  refused(
    changed(stored('Order', 'sold'), () => ({ namespace: 'other' })),
    'Order "sold" must be of conference "conf"',
  )
  refused(broken({ conference: 'other' }), 'Conference "conf" must be of conference "other"')
  refused(
    changed(stored('Order', 'sold'), () => ({ name: 'again' })),
    'backup/objects must each have a uid of its own',
  )
})

t.test('whatever is read, it is a backup or is refused with one sentence', async () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map(said => broken(said)),
      ),
      text => {
        try {
          return readBackup(text).conference === 'conf'
        } catch (error) {
          return /^Cannot read the backup: [^\n]+$/.test((error as Error).message)
        }
      },
    ),
  )
})
