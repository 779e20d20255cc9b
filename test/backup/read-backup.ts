import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { sealBackup } from '../../hooks/backup/backup-file.ts'
import { readBackup } from '../../hooks/backup/read-backup.ts'
import type { ArchivedObject, Backup } from '../../hooks/schema/backup.ts'
import { aBackup, soldConference, stored } from '../fixtures/backup/sold-conference.ts'
import { fc } from '../fixtures/properties.ts'

const backup = aBackup()
const broken = (changed: object) => sealBackup({ ...backup, ...changed } as Backup)
const refused = (text: string, must: string) =>
  t.throws(() => readBackup(text), { message: `Cannot read the backup: ${must}` }, must)
const changed = (object: ArchivedObject, change: (metadata: ArchivedObject['metadata']) => object) =>
  broken({ objects: [...soldConference, { ...object, metadata: { ...object.metadata, ...change(object.metadata) } }] })

t.strictSame(readBackup(sealBackup(backup)), backup, 'a written backup is read')

t.test('a text that is no JSON is refused, and so is one that was cut off', async () => {
  const text = sealBackup(backup)
  for (const cut of ['', 'x', text.slice(0, -2), text.slice(0, text.lastIndexOf(' "seal"'))])
    refused(cut, 'it must be the JSON that "take" wrote, to its end: it was cut off or edited')
})

t.test('an edited file is refused, and so is one without its digest', async () => {
  refused(
    sealBackup(backup).replace('39.80', '39.81'),
    'its content must match the digest in its last line: it was edited or damaged; use another copy',
  )
  for (const text of [JSON.stringify(backup), JSON.stringify(JSON.parse(sealBackup(backup)))])
    refused(text, 'its last line must be the digest that "take" wrote: it was cut off or edited')
  const more = sealBackup({ ...backup, objects: [...backup.objects].slice(1) })
  const [lines] = sealBackup(backup).split(' "seal"')
  const sha256 = createHash('sha256').update(String(lines)).digest('hex')
  const forged = `${lines} "seal": {"objects":${soldConference.length - 1},"sha256":"${sha256}"}}`
  refused(
    forged,
    `it must have ${soldConference.length - 1} objects, as its last line says, but has ${soldConference.length}`,
  )
  refused(more, 'backup/objects must have one Conference and one Namespace')
})

t.test('a backup of 0.1.0 or 0.2.0 has no digest', async t => {
  const before = { ...backup, format: 'kconference-backup/v1' }
  t.strictSame(readBackup(JSON.stringify(before)), before)
  for (const version of ['0.1.0', '0.2.0']) {
    const file = join(import.meta.dirname, '..', 'fixtures', 'releases', version, 'backup.json')
    const text = readFileSync(file, 'utf8')
    t.strictSame(readBackup(text), JSON.parse(text))
  }
})

t.test('a field with a fault is named', async () => {
  refused('7', 'backup must be object')
  refused('[]', 'backup must be object')
  refused(broken({ takenAt: undefined }), 'backup must have required properties takenAt')
  refused(broken({ format: 'another' }), 'backup/format must be equal to one of the allowed values')
  refused(broken({ conference: 7 }), 'backup/conference must be string')
  refused(broken({ more: 7 }), 'backup/more must not exist')
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

t.test('every object must belong to the conference, and none may occur twice', async () => {
  refused(
    changed(stored('Order', 'sold'), () => ({ namespace: 'other' })),
    'Order "sold" must be of conference "conf"',
  )
  refused(broken({ conference: 'other' }), 'Conference "conf" must be of conference "other"')
  for (const conference of ['kube-system', 'default', 'a/b', 'A', '-', 'x'.repeat(64), ''])
    refused(
      broken({ conference }),
      conference === ''
        ? 'backup/conference must not have fewer than 1 characters'
        : 'backup/conference must be the name of a conference',
    )
  refused(
    changed(stored('Order', 'sold'), () => ({ name: 'again' })),
    'backup/objects must each have a uid of its own',
  )
})

const replaced = (object: ArchivedObject, by: object) =>
  broken({ objects: soldConference.map(one => (one === object ? { ...one, ...by } : one)) })

t.test('an object outside any namespace has none, and the name of the conference', async () => {
  for (const kind of ['Conference', 'Namespace'] as const) {
    const object = stored(kind, 'conf')
    const { metadata } = object
    refused(
      replaced(object, { metadata: { ...metadata, name: 'other', namespace: 'conf' } }),
      `${kind} "other" must have no namespace`,
    )
    refused(
      replaced(object, { metadata: { ...metadata, name: 'other' } }),
      `${kind} "other" must be of conference "conf"`,
    )
  }
  const { namespace: _, ...nowhere } = stored('Order', 'sold').metadata
  refused(
    replaced(stored('Order', 'sold'), { metadata: { ...nowhere, name: 'conf' } }),
    'Order "conf" must be of conference "conf"',
  )
})

t.test('a kind has its own API group, and no name occurs twice', async () => {
  refused(replaced(stored('Order', 'sold'), { apiVersion: 'v1' }), 'Order "sold" must have apiVersion app.corley.it/v1')
  refused(
    replaced(stored('ResourceQuota', 'limit'), { apiVersion: 'v2' }),
    'ResourceQuota "limit" must have apiVersion v1',
  )
  refused(
    changed(stored('Order', 'sold'), () => ({ uid: 'another' })),
    'backup/objects of a kind must each have a name of its own',
  )
})

t.test('a file cannot lift the Pod Security of a namespace', async t => {
  const namespace = stored('Namespace', 'conf')
  const labelled = (labels: object, more: object = {}) => ({
    ...more,
    objects: soldConference.map(one =>
      one === namespace
        ? { ...one, metadata: { ...one.metadata, labels: { ...one.metadata.labels, ...labels } } }
        : one,
    ),
  })
  const enforce = { 'pod-security.kubernetes.io/enforce': 'privileged' }
  refused(
    broken(labelled(enforce)),
    'Namespace "conf" must not have the label pod-security.kubernetes.io/enforce, which belongs to Kubernetes',
  )
  refused(
    broken(labelled({ 'kubernetes.io/metadata.name': 'other' })),
    'Namespace "conf" must not have the label kubernetes.io/metadata.name, which belongs to Kubernetes',
  )
  const before = { ...backup, ...labelled(enforce), format: 'kconference-backup/v1' }
  t.strictSame(
    readBackup(JSON.stringify(before)),
    before,
    'backups of 0.2.0 have these labels, and a restore leaves them out',
  )
  const { labels: _, ...bare } = namespace.metadata
  t.ok(readBackup(replaced(namespace, { metadata: bare })))
})

t.test('any text is a backup or is refused with one sentence', async () => {
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
